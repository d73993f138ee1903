import { describe } from 'vitest';
import type { Store } from '../../../runtime/ports.ts';
import { accountContract, auditContract } from './account-contract.ts';
import { conversationContract } from './conversation-contract.ts';
import { documentContract } from './document-contract.ts';
import { inboxContract } from './inbox-contract.ts';
import { orderContract } from './order-contract.ts';
import { profileContract } from './profile-contract.ts';

/** A new, empty store for one test; the test closes it. */
export type OpenStore = () => Store | Promise<Store>;

/** Runs a rule against a new store and closes it whatever happens. */
export async function withStore(open: OpenStore, rule: (store: Store) => Promise<void>): Promise<void> {
  const store = await open();
  try {
    await rule(store);
  } finally {
    await store.close();
  }
}

/** What every store promises, whatever it is made of. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`store: ${name}`, () => {
    orderContract(open);
    conversationContract(open);
    profileContract(open);
    documentContract(open);
    inboxContract(open);
    accountContract(open);
    auditContract(open);
  });
}
