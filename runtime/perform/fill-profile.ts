import type { Values } from '../../shared/value.ts';
import { pageField } from './attributes.ts';
import { inLine } from './in-line.ts';
import { type House, roomOf } from './rooms.ts';

/**
 * What is known of a person under their other ids, the most trusted last, fills the gaps of the profile that this
 * conversation has; nothing there is overwritten.
 */
export async function fillProfile(house: House, conversation: string, ids: readonly string[]): Promise<void> {
  const { store } = house.ports;
  const { project, visitor } = (await roomOf(house, conversation)).ledger.now;
  const others = ids.filter((id) => id !== visitor);
  if (others.length === 0 || house.isClosing) return;
  const [own, ...known] = await Promise.all([visitor, ...others].map((id) => store.profile(project, id)));
  const all: Values = Object.assign({}, ...known);
  await inLine(house, conversation, ({ ledger }) => {
    const before: Values = { ...own, ...ledger.now.profile };
    // What a page says is about the visit and not about the person.
    const fields = Object.fromEntries(Object.entries(all).filter(([name]) => name !== pageField && !Object.hasOwn(before, name)));
    if (Object.keys(fields).length > 0) ledger.record({ type: 'profile_filled', fields });
  });
}
