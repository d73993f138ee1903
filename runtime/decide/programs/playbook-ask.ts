import type { Playbook, Step } from '../../../shared/project/playbook.ts';
import type { PlaybookRun, Spoken, Wanted } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { inWords, questionForm, sentValues, wantedFields } from '../form-fields.ts';
import { jump, type Want } from '../program.ts';
import { inferred } from './playbook-inferred.ts';
import { anyStep, at, entering, perform, phase, type Standing } from './playbook-place.ts';

type AskStep = Extract<Step, { type: 'ASK' }>;
type Asking = Standing<AskStep>;

/** Asks for values until they are there or it was asked often enough (R004-24 … R004-36, C-29 … C-31). */
export function ask(standing: Asking): Want {
  const { run, here } = standing;
  switch (run.at[1].phase) {
    case 'step':
      return here.step.whenToAsk === 'always' ? phase(run, 'ask', 'always asks') : look(standing);
    case 'looked':
      return looked(standing);
    case 'ask':
      return perform(
        standing,
        { type: 'send', playbook: run.playbook, ...question(standing) },
        at(run, { phase: 'wait', asked: run.at[1].asked + 1 }),
      );
    case 'wait':
      return {
        want: 'wait',
        at: at(run, { phase: 'read' }),
        wait: { for: 'message', declined: false, ...(here.step.form ? { form: questionOf(standing) } : {}) },
      };
    case 'read':
      return perform(
        standing,
        { type: 'infer', playbook: run.playbook, wanted: missing(standing), from: 'message', since: 0, effort: 'normal', ...sent(standing) },
        at(run, { phase: 'judge' }),
      );
    default:
      return judge(standing);
  }
}

/** Which question the form of an ASK answers: each is asked in a turn of its own. */
const questionOf = ({ run, view }: Asking): string => `${run.id}.${view.turn.number}`;

/** The values of the form, where that is how the answer came. */
function sent({ view }: Asking): { given?: Values } {
  const given = sentValues(view.turn.input);
  return given ? { given } : {};
}

/** Looks for the values in what was said already; asked again, only in what was said since (R004-33). */
function look(standing: Asking): Want {
  const { run } = standing;
  const since = lastAnswered(standing) ?? 0;
  const effect = {
    type: 'infer' as const,
    playbook: run.playbook,
    wanted: missing(standing),
    from: 'transcript' as const,
    since,
    effort: 'normal' as const,
  };
  return perform(standing, effect, at(run, { phase: 'looked' }));
}

/** Asks for what is neither told nor known yet; an ASK that was through before asks for everything that is not told anew. */
function looked(standing: Asking): Want {
  const { run, here, view } = standing;
  const vars = view.conversation.stageVars[view.conversation.stage] ?? {};
  const told = inferred(view.turn.lastOutcome).values;
  const isFirst = lastAnswered(standing) === undefined;
  const settled = here.step.inputs.filter(({ variable }) => told[variable] !== undefined || (isFirst && isKnown(vars[variable], here.step)));
  if (settled.length === here.step.inputs.length) return through(standing, told, 'it is known already');
  const known = Object.fromEntries(settled.map(({ variable }): [string, Value] => [variable, told[variable] ?? vars[variable] ?? null]));
  return jump(at(run, { phase: 'ask', values: known }), 'something is missing');
}

/** The turn in which this ASK was last through, in this run or in one of the same RUN step before. */
const lastAnswered = ({ run, here }: Asking): number | undefined => run.at[1].answered[here.path] ?? run.at[1].answered[anyStep];

const isKnown = (value: Value | undefined, { acceptedValues }: AskStep): boolean =>
  value !== undefined && value !== null && (!acceptedValues || acceptedValues.includes(String(value)));

/** What an answer comes to: enough, another question, or an end of asking. */
function judge(standing: Asking): Want {
  const { run, here, view, playbook } = standing;
  const { asked, values: before } = run.at[1];
  const { values: found, guessed } = inferred(view.turn.lastOutcome);
  const names = Object.keys(found);
  // An answer that is only a guess is no answer where it clearly means something else.
  if (names.every((name) => guessed.includes(name)) && view.turn.alternative) return decline(run, playbook);
  const values = { ...before, ...found };
  if (missing(standing, values).length === 0) return through(standing, values, 'answered');
  if (asked > here.step.maxReaskAttempts) return giveUp(standing, values);
  return jump(at(run, { phase: 'ask', values }), 'something is missing');
}

/** Others answer first; then the question comes back without being counted, or the playbook ends (C-43). */
function decline(run: PlaybookRun, { onOffTopic }: Playbook): Want {
  const back = onOffTopic === 'exit' ? at(run, { phase: 'leave' }) : at(run, { phase: 'ask', asked: run.at[1].asked - 1 });
  return { want: 'wait', at: back, wait: { for: 'message', declined: true } };
}

/** Asked often enough: the fallback where there is one, else the variables stay as they are (R004-32, C-30). */
function giveUp(standing: Asking, values: Values): Want {
  const { fallback } = standing.here.step;
  const rest = fallback === undefined ? [] : missing(standing, values).map(({ variable }) => [variable, fallback] as const);
  return through(standing, values, 'asked often enough', Object.fromEntries(rest));
}

/** Writes what was found and goes on. */
function through({ run, here, view }: Asking, found: Values, reason: string, authored: Values = {}): Want {
  const answered = { ...run.at[1].answered, [here.path]: view.turn.number };
  const next = entering({ ...run, at: [run.at[0], { ...run.at[1], answered }] }, here.next);
  const values = { ...Object.fromEntries(Object.entries(found).map(([name, value]) => [name, { literal: value }])), ...authored };
  return Object.keys(values).length > 0 ? perform({ run, here }, { type: 'assign', values }, next) : jump(next, reason);
}

/** What is still wanted. */
function missing({ run, here }: Asking, values: Values = run.at[1].values): Wanted[] {
  const { inputs, acceptedValues, mode } = here.step;
  return inputs
    .filter(({ variable }) => values[variable] === undefined)
    .map(({ variable, instructions, captureMode, validate, pattern }) => ({
      variable,
      instructions,
      capture: mode === 'map' ? 'mapped' : captureMode,
      ...(acceptedValues && acceptedValues.length > 0 ? { acceptedValues } : {}),
      ...(validate ? { validate } : {}),
      ...(pattern === undefined ? {} : { pattern }),
    }));
}

/** The question: the author's words, or put by a model, with the accepted values as buttons (R004-34, R004-35). */
function question(standing: Asking): Spoken {
  const { phrasing, question: text, acceptedValues } = standing.here.step;
  const wanted = missing(standing);
  const standIn = text ?? `${wanted.map(({ variable }) => inWords(variable)).join(', ')}?`;
  const instruction = [
    `Ask the user: ${text ?? wanted.map(({ instructions }) => instructions).join(' ')}`,
    ...(acceptedValues ? [`Possible answers: ${acceptedValues.join(', ')}.`] : []),
    ...(standing.run.at[1].asked > 0 ? ['It was asked before and the answer could not be used; say what is missing.'] : []),
  ].join('\n');
  return {
    ...(phrasing === 'exact_words' ? { mode: 'fixed', isVerbatim: true } : { mode: 'contextual', instruction }),
    text: standIn,
    ...(standing.here.step.form ? { form: questionForm(questionOf(standing), wantedFields(wanted)) } : {}),
    // A form of its own offers them already.
    ...(acceptedValues && !standing.here.step.form ? { choices: acceptedValues } : {}),
  };
}
