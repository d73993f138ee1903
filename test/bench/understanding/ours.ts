import { train } from '../../../runtime/adapters/classifier/examples.ts';
import type { Contestant } from './measures.ts';

/** What Promptside ships. */
export const ours: Contestant = { name: 'ours', train: (actions) => train(actions) };
