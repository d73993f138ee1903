import type { FactOf } from '../../shared/event.ts';
import { Problem } from '../../shared/problem.ts';
import { wireLimits } from '../../shared/protocol.ts';
import { same, type Value, type Values } from '../../shared/value.ts';
import { isRecord } from '../decide/fits.ts';
import type { Telling } from './telling.ts';

export type AttributesTold = { kind: 'attributes'; attributes: Values };

/** The one field of the profile in which a page may say things: it is not trusted, so it overwrites no other (G-21, G-23). */
export const pageField = 'page';

/** What the page says, merged by key into what it said before; `null` takes a key away. Nothing where that changes nothing. */
export function attributesFact({ attributes }: AttributesTold, { conversation }: Telling): FactOf<'attributes_told'> | null {
  const before = recordIn(conversation.profile[pageField]);
  const merged = Object.fromEntries(Object.entries({ ...before, ...attributes }).filter(([, value]) => value !== null));
  if (same(before, merged)) return null;
  const isTooMuch = Object.keys(merged).length > wireLimits.attributes || JSON.stringify(merged).length > wireLimits.attributeCharacters;
  if (isTooMuch) throw new Problem('message.invalid', { reason: 'attributes: too many together with those before; take some away with null' });
  return { type: 'attributes_told', attributes: merged };
}

const recordIn = (value: Value | undefined): Values => (isRecord(value) ? value : {});
