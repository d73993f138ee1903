import { memoryStore } from '../../../runtime/adapters/store/memory.ts';
import { storeContract } from './store-contract.ts';

storeContract('memory', () => memoryStore());
