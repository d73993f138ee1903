import type { Answer } from '../api.ts';
import type { Draft } from './draft.ts';

/** Asks once the server has the draft: it runs what it has stored. Where it cannot have it now, the answer says why. */
export async function whenStored<T>(draft: Draft, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  return (await draft.flush()) ? ask() : { ok: false, status: 0, message: storingTrouble(draft), findings: [] };
}

/** Why the server does not have the draft. */
export const storingTrouble = (draft: Draft): string => draft.store.getState().trouble || 'The draft is not saved yet; settle that first.';
