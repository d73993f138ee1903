import type { TryAnswer, TryRequest } from '../../shared/admin.ts';
import type { Refusal } from '../api.ts';

/** What a run of a tool is given. */
export type Trial = Required<Omit<TryRequest, 'tool'>>;

/** What a run came to, beside what it was given; a refusal of the server where it did not run. */
export type Ran = { given: Trial; answer: TryAnswer } | { refusal: Refusal };

/** A run without any inputs, in the first stage. */
export const emptyTrial: Trial = { parameters: {}, vars: {}, profile: {}, stage: '', userInput: '' };

/** What the journal calls the inputs that were chosen for a tool. */
export const trialTextName = (project: string, tool: string): string => `try.${project}.${tool}`;

/** What the journal calls the unfinished text of one field of those inputs. */
export const trialFieldName = (textName: string, field: 'vars' | 'userProfile' | `parameters.${string}`): string => `${textName}.${field}`;
