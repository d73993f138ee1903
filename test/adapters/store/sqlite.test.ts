import { afterAll } from 'vitest';
import { sqliteStore } from '../../../runtime/adapters/store/sqlite.ts';
import { temporaryFolder } from './sample-commits.ts';
import { storeContract } from './store-contract.ts';

const folder = temporaryFolder();
let files = 0;

afterAll(folder.remove);
storeContract('sqlite', () => sqliteStore(folder.path(`${files++}.db`)));
