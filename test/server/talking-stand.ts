import type { AuthoredProject } from '../../shared/project/project.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { type Stand, serve } from './stand.ts';

/** A server whose model writes so many words, slowly; `close` ends both. */
export type TalkingStand = { stand: Stand; model: ModelServer; whole: string; close(): Promise<void> };

/** Starts one, with a project of one stage and whatever else is given. */
export async function talkingStand(words: number, more: Partial<AuthoredProject> = {}): Promise<TalkingStand> {
  const pieces = Array.from({ length: words }, (_, index) => `word${index} `);
  const model = await startModelServer([{ pieces, everyMilliseconds: 75 }]);
  const stand = await serve({
    name: 'test',
    stages: [{ name: 'Main' }],
    models: [{ name: 'main', provider: 'openai_compatible', model: 'scripted', address: model.address }],
    ...more,
  });
  const close = async (): Promise<void> => void (await Promise.all([stand.remove(), model.close()]));
  return { stand, model, whole: pieces.join(''), close };
}
