import { exampleClassifier } from '../../runtime/adapters/classifier/example-classifier.ts';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { pressOf } from '../../runtime/perform/publish.ts';
import { type Place, type Rehearsals, rehearsalsOf, type Shown } from '../../runtime/perform/rehearsal/rehearsals.ts';
import type { Act } from '../../runtime/perform/rehearsal/scene.ts';
import { codeIn } from '../../shared/check/code-in.ts';
import type { Event } from '../../shared/event.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { type Script, type World, world } from '../world.ts';

/** A world with a draft beside what is published, and rehearsals on it. */
export type RehearsalWorld = {
  production: World;
  rehearsals: Rehearsals;
  /** Changes the draft; nothing is published. */
  edit(document: AuthoredProject): void;
  begin(begin?: Parameters<Rehearsals['start']>[1]): Promise<Shown>;
  act(rehearsal: Shown, act: Act): Promise<Shown>;
};

export const somebody = { who: 'ada', project: 'test' };

/** Both are understood by the real classifier, each by its own. */
export async function rehearsalWorld(document: AuthoredProject, script: Script = {}): Promise<RehearsalWorld> {
  const production = await world(document, { ...script, ports: { classifier: exampleClassifier(), ...script.ports } });
  const { ports, versions } = production;
  // A document is JSON.
  let draft = document as unknown as Value;
  const { examine } = pressOf(ports, versions, { parse: parseProject, codeIn });
  const rehearsals = rehearsalsOf(ports, {
    memory: memoryStore,
    classifier: exampleClassifier,
    examine,
    parse: parseProject,
    source: async (project) => (project === document.name ? draft : null),
  });
  const who = { ...somebody, project: document.name };
  const placeOf = ({ id }: Shown): Place => ({ ...who, id });
  return {
    production,
    rehearsals,
    edit: (next) => {
      draft = next as unknown as Value; // a document is JSON
    },
    begin: (begin = {}) => rehearsals.start(who, begin),
    act: (rehearsal, act) => rehearsals.act(placeOf(rehearsal), act),
  };
}

/** What the assistant said in some events. */
export const heardIn = (events: readonly Event[]): string[] =>
  events.flatMap((event) =>
    event.type === 'effect_done'
      ? event.changes.flatMap((it) => (it.type === 'message' && it.message.role === 'assistant' ? [it.message.text] : []))
      : [],
  );

/** What a turn's input matched, in some events. */
export const matchedIn = (events: readonly Event[]): string[] => events.flatMap((event) => (event.type === 'turn_matched' ? event.matched : []));
