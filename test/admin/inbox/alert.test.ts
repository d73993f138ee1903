import { describe, expect, test } from 'vitest';
import { type Alert, asking, createAlert } from '../../../admin/inbox/alert.ts';
import type { InboxCounts } from '../../../shared/inbox.ts';

const counts = (more: Partial<InboxCounts> = {}): InboxCounts => ({ waiting: 0, mine: 0, approvals: 0, contact: 0, unread: 0, ...more });

/** As much of a window as the alert uses; what is stored in it outlives the alert, as in a browser. */
class FakeDocument extends EventTarget {
  title = '';
  visibilityState: DocumentVisibilityState = 'visible';

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function stand() {
  const stored = new Map<string, string>();
  const document = new FakeDocument();
  const localStorage = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) };
  // The alert reads the title, the visibility, its events and two methods of the storage: all of that is here.
  const view = { document, localStorage } as unknown as Parameters<typeof createAlert>[0];
  const heard = { tones: 0 };
  const opened = (): Alert => createAlert(view, () => (heard.tones += 1));
  return { document, heard, opened, view };
}

describe('the tone of the inbox', () => {
  test('what waited before the page was opened rings no bell, one more does', () => {
    const { heard, opened } = stand();
    const alert = opened();
    alert.show(counts({ waiting: 3 }));
    expect(heard.tones).toBe(0);
    alert.show(counts({ waiting: 4 }));
    expect(heard.tones).toBe(1);
  });

  test('an inbox that was empty at first rings for the first who waits', () => {
    const { heard, opened } = stand();
    const alert = opened();
    alert.show(counts());
    alert.show(counts({ waiting: 1 }));
    expect(heard.tones).toBe(1);
  });

  test('rings once for each growth, never for the same count or a smaller one, and again where it grows back', () => {
    const { heard, opened } = stand();
    const alert = opened();
    const heardAfter = [1, 2, 2, 1, 0, 1, 5].map((waiting) => {
      alert.show(counts({ waiting }));
      return heard.tones;
    });
    expect(heardAfter).toEqual([0, 1, 1, 1, 1, 2, 3]);
  });

  test.each(['waiting', 'unread', 'approvals'] as const)('rings when %s grows', (name) => {
    const { heard, opened } = stand();
    const alert = opened();
    alert.show(counts());
    alert.show(counts({ [name]: 1 }));
    expect(heard.tones).toBe(1);
  });

  test.each(['mine', 'contact'] as const)('stays silent when %s grows: nobody waits there for an operator', (name) => {
    const { document, heard, opened } = stand();
    const alert = opened();
    alert.show(counts());
    alert.show(counts({ [name]: 4 }));
    expect([heard.tones, document.title]).toEqual([0, 'Promptside']);
  });

  test('one who is taken over while another one comes does not ring: as many wait as before', () => {
    const { heard, opened } = stand();
    const alert = opened();
    alert.show(counts({ waiting: 1 }));
    alert.show(counts({ unread: 1 }));
    expect(heard.tones).toBe(0);
  });
});

test('a browser that gives no sound still counts in the title', () => {
  const { document, view } = stand();
  const alert = createAlert(view);
  alert.show(counts());
  // There is no AudioContext here, as in a browser that allows none.
  expect(() => alert.show(counts({ waiting: 1 }))).not.toThrow();
  expect(document.title).toBe('(1) Promptside');
});

describe('switching the tone off', () => {
  test('it is on until somebody switches it off, and off it stays silent while the title goes on counting', () => {
    const { document, heard, opened } = stand();
    const alert = opened();
    expect(alert.isSounding()).toBe(true);
    alert.setSounding(false);
    alert.show(counts());
    alert.show(counts({ waiting: 2 }));
    expect([alert.isSounding(), heard.tones, document.title]).toEqual([false, 0, '(2) Promptside']);
  });

  test('is remembered by the page that is opened next, and so is switching it on again', () => {
    const { heard, opened } = stand();
    opened().setSounding(false);
    const next = opened();
    next.show(counts());
    next.show(counts({ waiting: 1 }));
    expect([next.isSounding(), heard.tones]).toEqual([false, 0]);
    next.setSounding(true);
    expect(opened().isSounding()).toBe(true);
  });

  test('what came while it was off is not rung for later; only what comes after that is', () => {
    const { heard, opened } = stand();
    const alert = opened();
    alert.show(counts());
    alert.setSounding(false);
    alert.show(counts({ waiting: 3 }));
    alert.setSounding(true);
    alert.show(counts({ waiting: 3 }));
    expect(heard.tones).toBe(0);
    alert.show(counts({ waiting: 4 }));
    expect(heard.tones).toBe(1);
  });
});

describe('the title', () => {
  test('says how much asks for an operator, also for what waited before, and nothing where nothing does', () => {
    const { document, opened } = stand();
    const alert = opened();
    alert.show(counts({ waiting: 1, unread: 2, approvals: 4, mine: 8, contact: 16 }));
    expect(document.title).toBe('(7) Promptside');
    alert.show(counts({ mine: 8 }));
    expect(document.title).toBe('Promptside');
    expect(asking(counts({ waiting: 1, unread: 2, approvals: 4, mine: 8, contact: 16 }))).toBe(7);
  });
});

describe('whether the window is looked at', () => {
  test('it is while it can be seen, and is not in the background', () => {
    const { document, opened } = stand();
    const alert = opened();
    expect(alert.isLookedAt()).toBe(true);
    document.turn('hidden');
    expect(alert.isLookedAt()).toBe(false);
  });

  test('tells each time that it can be seen again, never that it went away, and no more once that was ended', () => {
    const { document, opened } = stand();
    let told = 0;
    const stop = opened().whenLookedAt(() => {
      told += 1;
    });
    const toldAfter = (['hidden', 'visible', 'hidden', 'visible'] as const).map((state) => {
      document.turn(state);
      return told;
    });
    expect(toldAfter).toEqual([0, 1, 1, 2]);
    stop();
    document.turn('hidden');
    document.turn('visible');
    expect(told).toBe(2);
  });
});
