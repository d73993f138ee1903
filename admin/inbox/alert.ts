import type { InboxCounts } from '../../shared/inbox.ts';

/** Tells an operator who looks elsewhere: a number in the title, and a short tone when it grows; knows whether they look. */
export interface Alert {
  show(counts: InboxCounts): void;
  isSounding(): boolean;
  setSounding(isOn: boolean): void;
  /** Whether the window can be seen right now. */
  isLookedAt(): boolean;
  /** Calls whenever the window can be seen again; the answer ends that. */
  whenLookedAt(then: () => void): () => void;
}

const soundKey = 'promptside.inbox.sound';
const quiet = 'Promptside';

/** The alert of a window; the tone is off where the operator says so, and that is remembered. */
export function createAlert(view: Pick<Window, 'document' | 'localStorage'>, ring: () => void = tone): Alert {
  let before: number | null = null;
  const isSounding = (): boolean => view.localStorage.getItem(soundKey) !== 'off';
  return {
    show: (counts) => {
      const count = asking(counts);
      view.document.title = count === 0 ? quiet : `(${count}) ${quiet}`;
      // What waited before the page was opened rings no bell.
      if (before !== null && count > before && isSounding()) ring();
      before = count;
    },
    isSounding,
    setSounding: (isOn) => view.localStorage.setItem(soundKey, isOn ? 'on' : 'off'),
    isLookedAt: () => view.document.visibilityState === 'visible',
    whenLookedAt: (then) => {
      const listener = (): void => {
        if (view.document.visibilityState === 'visible') then();
      };
      view.document.addEventListener('visibilitychange', listener);
      return () => view.document.removeEventListener('visibilitychange', listener);
    },
  };
}

/** How much wants an operator: visitors who wait, what was written to operators, and what has to be approved. */
export const asking = ({ waiting, unread, approvals }: InboxCounts): number => waiting + unread + approvals;

/** Two soft notes. A browser that wants a gesture first stays silent. */
function tone(): void {
  try {
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.gain.setValueAtTime(0.06, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.5);
    gain.connect(audio.destination);
    for (const [index, frequency] of [660, 880].entries()) {
      const note = audio.createOscillator();
      note.frequency.value = frequency;
      note.connect(gain);
      note.start(audio.currentTime + index * 0.14);
      note.stop(audio.currentTime + 0.5);
    }
    setTimeout(() => void audio.close(), 700);
  } catch {
    // No sound is no harm: the title says it too.
  }
}
