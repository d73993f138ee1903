import type { Step } from '../../../shared/project/playbook.ts';
import type { Spoken } from '../../../shared/run.ts';
import type { Want } from '../program.ts';
import { entering, perform, type Standing } from './playbook-place.ts';

/** Says something, in these words or as a model puts it (R004-06 … R004-10). */
export function send({ run, here }: Standing<Extract<Step, { type: 'SEND' }>>): Want {
  const { mode, text, instruction, translations, images, buttons, cards } = here.step;
  const spoken: Spoken = {
    mode,
    ...(text === undefined ? {} : { text }),
    ...(instruction === undefined ? {} : { instruction }),
    ...(translations ? { translations } : {}),
    ...(images ? { images } : {}),
    ...(buttons ? { buttons } : {}),
    ...(cards ? { cards } : {}),
  };
  return perform({ run, here }, { type: 'send', playbook: run.playbook, ...spoken }, entering(run, here.next));
}
