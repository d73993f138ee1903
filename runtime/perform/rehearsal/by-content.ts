import { hash } from 'node:crypto';
import type { Classifier, ClassifierTask, Knowledge, Library } from '../../ports.ts';

/** How many tasks one classifier learns for rehearsals before a fresh one takes its place (docs/limits.md). */
const keptTasks = 200;

/**
 * A classifier for drafts: a task is known by its content, so that one that did not change is not trained again and
 * none is taken for that of a published version. It is replaced now and then, so that old drafts leave memory.
 */
export function classifierByContent(make: () => Classifier): Classifier {
  let inner = make();
  let seen = new Set<string>();
  const named = byContent<ClassifierTask>();
  const known = (task: ClassifierTask): ClassifierTask => {
    const it = named(task);
    if (seen.size >= keptTasks && !seen.has(it.key)) {
      inner = make();
      seen = new Set();
    }
    seen.add(it.key);
    return it;
  };
  return {
    prepare: (task) => {
      const it = known(task);
      return inner.prepare(it);
    },
    explain: (task, text) => {
      const it = known(task);
      return inner.explain(it, text);
    },
    classify: (task, message) => {
      const it = known(task);
      return inner.classify(it, message);
    },
    extract: (parameters, message) => inner.extract(parameters, message),
  };
}

/** Knowledge for drafts: a library is known by its content. */
export function knowledgeByContent(inner: Knowledge): Knowledge {
  const named = byContent<Library>();
  return { find: (library, query) => inner.find(named(library), query) };
}

/** Gives a thing with a key that its content makes; computed once for each thing. */
function byContent<T extends { key: string }>(): (thing: T) => T {
  const known = new WeakMap<T, T>();
  return (thing) => {
    const made = known.get(thing) ?? { ...thing, key: `draft ${hash('sha256', JSON.stringify({ ...thing, key: '' }), 'base64url')}` };
    known.set(thing, made);
    return made;
  };
}
