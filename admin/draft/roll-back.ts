import type { PublishRequest } from '../../shared/admin.ts';
import type { Value } from '../../shared/value.ts';
import { merge, withMine } from '../document/merge.ts';
import type { Draft } from './draft.ts';
import { storingTrouble } from './when-stored.ts';

/**
 * Publishes what an old version says as a new version. Changes of the draft that were not published stay in the draft, on
 * top of it. Answers what stood in the way, and then everything is as it was; empty where it is live.
 */
export async function rollBack(draft: Draft, { document, ...edition }: { document: Value } & PublishRequest): Promise<string> {
  if (!(await draft.flush())) return storingTrouble(draft);
  const { document: before, live } = draft.store.getState();
  const put = (next: Value): void => draft.edit('', () => next);
  put(document);
  const answer = (await draft.flush()) ? await draft.publish(edition) : null;
  // Refused or away: the draft goes back to what it was.
  if (!answer?.ok) {
    put(before);
    await draft.flush();
    return answer?.message ?? storingTrouble(draft);
  }
  const rest = live === undefined ? null : unpublished({ live, before, document });
  if (rest !== null) {
    put(rest);
    await draft.flush();
  }
  draft.notify(`Version ${answer.value.version} is live${rest === null ? '' : '; your unpublished changes are still in the draft'}`);
  return '';
}

/** The old document with what the draft had on top of the live one; nothing where that was nothing. */
function unpublished({ live, before, document }: { live: Value; before: Value; document: Value }): Value | null {
  const { document: merged, clashes } = merge(live, before, document);
  const whole = withMine(merged, clashes);
  return JSON.stringify(before) === JSON.stringify(live) ? null : whole;
}
