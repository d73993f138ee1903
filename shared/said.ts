/** Something that was said, under the role of who said it. */
export type ModelSaid = { role: 'user' | 'assistant'; text: string };
