import { analyse } from './analyse.ts';
import { type Vector, vectorOf } from './features.ts';
import { loadLanguage } from './languages/load-language.ts';
import { similarity } from './similarity.ts';
import { textsOf } from './slots.ts';
import type { ExampleAction, Model } from './types.ts';

/** Something about the examples that an author should know before the stage goes live. */
export type Finding = {
  code: 'examples.near_equal' | 'examples.too_few' | 'examples.not_won';
  actions: string[];
  texts: string[];
  message: string;
};

const enough = 5;
const nearEqual = 0.9;
const comparedTexts = 1500;

/** Looks through a trained stage for examples that contradict each other, are too few, or do not work. */
export async function findingsOf(actions: readonly ExampleAction[], model: Model): Promise<Finding[]> {
  return [...actions.flatMap(tooFew), ...(await nearEquals(actions, model)), ...actions.flatMap((action) => notWon(action, model))];
}

function tooFew({ name, examples }: ExampleAction): Finding[] {
  const count = new Set(examples.map((example) => example.trim().toLowerCase())).size;
  if (count >= enough) return [];
  const message =
    count === 0
      ? `"${name}" has no examples, so without a model it is hardly ever matched: write at least ${enough}.`
      : `"${name}" has only ${count} different example${count === 1 ? '' : 's'}: write at least ${enough}, in words as different as users choose.`;
  return [{ code: 'examples.too_few', actions: [name], texts: [...examples], message }];
}

type Compared = { action: string; text: string; vector: Vector };

async function nearEquals(actions: readonly ExampleAction[], { data }: Model): Promise<Finding[]> {
  const language = await loadLanguage(data.language);
  const place = new Map(Array.from(data.hashes, (hash, at) => [hash, at]));
  const vocabulary = { place, rarity: data.rarity, highest: data.rarity.reduce((most, rarity) => Math.max(most, rarity), 1) };
  const texts = actions
    .flatMap(({ name, examples, parameters }) =>
      examples.map(
        (text): Compared => ({
          action: name,
          text,
          vector: vectorOf(analyse(textsOf(text, parameters ?? [])[0] ?? text, language).features, vocabulary),
        }),
      ),
    )
    .slice(0, comparedTexts);
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter((other) => other.action !== one.action && isNearEqual(one, other))
      .map((other) => conflict(one, other)),
  );
}

/** Equal features settle it; a shared rarest feature is needed before the full comparison is worth its time. */
function isNearEqual(one: Compared, other: Compared): boolean {
  if (one.text.trim().toLowerCase() === other.text.trim().toLowerCase()) return true;
  if (Math.abs(one.vector.index.length - other.vector.index.length) > one.vector.index.length / 2) return false;
  return similarity(one.vector, other.vector) >= nearEqual;
}

const conflict = (one: Compared, other: Compared): Finding => ({
  code: 'examples.near_equal',
  actions: [one.action, other.action],
  texts: [one.text, other.text],
  message: `"${one.text}" (${one.action}) and "${other.text}" (${other.action}) are nearly the same: keep it where it belongs, or make one action of the two.`,
});

function notWon({ name, examples, parameters }: ExampleAction, model: Model): Finding[] {
  return examples.flatMap((example): Finding[] => {
    const { matches, ranked } = model.classify(textsOf(example, parameters ?? [])[0] ?? example);
    if (matches.some((match) => match.name === name)) return [];
    const winner = matches[0]?.name ?? ranked[0]?.name;
    if (winner === undefined || winner === name || matches.length === 0)
      return [
        {
          code: 'examples.not_won',
          actions: [name],
          texts: [example],
          message: `"${example}" would not set off "${name}": write more examples like it, or take it out if it is an exception.`,
        },
      ];
    return [
      {
        code: 'examples.not_won',
        actions: [name, winner],
        texts: [example],
        message: `"${example}" is an example of "${name}" but would set off "${winner}": move it there, or write more examples that tell the two apart.`,
      },
    ];
  });
}
