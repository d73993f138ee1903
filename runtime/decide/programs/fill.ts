import type { Parameter } from '../../../shared/project/action.ts';
import type { FillRun, PlannedEffect } from '../../../shared/run.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { checkParameters } from '../check-parameters.ts';
import { isRecord } from '../fits.ts';
import { parameterFields, questionForm, sentValues } from '../form-fields.ts';
import { type Offer, offersOf } from '../offers.ts';
import { plan } from '../plan.ts';
import { act, done, jump, type Program, start, type View, type Want } from '../program.ts';

/** How often a parameter is asked for before the action is given up. */
const mostQuestions = 3;

/** Asks for what is missing, reads it from the answer, then does what the action does (C-10). */
export const fill: Program<'fill'> = (run, view) => {
  const offer = offersOf(view.project, run.stage).find(({ action }) => action.name === run.action);
  if (!offer || view.conversation.stage !== run.stage) return done();
  switch (run.at.step) {
    case 'ask':
      return ask(run, offer, view);
    case 'read':
      return (
        sent(run, offer, view) ??
        act(
          { ...run.at, step: 'judge' },
          internal(offer, run, { type: 'extract_values', parameters: wanted(offer, run), examples: offer.action.examples }),
        )
      );
    case 'judge':
      return judge(run, { offer, view, read: valuesIn(view.turn.lastOutcome?.ok ? view.turn.lastOutcome.value : null) });
    case 'done':
      return done();
  }
};

/** Says the question and waits; after the answer it goes on reading. */
function ask(run: FillRun, offer: Offer, { turn }: View): Want {
  const { asked } = run.at;
  // Each question is asked in a turn of its own.
  const question = `${run.id}.${turn.number}`;
  const hasForm = offer.action.form ?? false;
  if (asked === 0 || asked % 2 === 0) {
    const open = wanted(offer, run);
    const [first] = open;
    const text = first?.question ?? `${first?.description ?? first?.name ?? ''}?`;
    const form = hasForm ? { form: questionForm(question, parameterFields(open)) } : {};
    return act({ ...run.at, asked: asked + 1 }, internal(offer, run, { type: 'say', text, ...form }));
  }
  const wait = { for: 'message' as const, declined: false, ...(hasForm ? { form: question } : {}) };
  return { want: 'wait', at: { ...run.at, step: 'read', asked: asked + 1 }, wait };
}

/** Takes the values of the form, where that is how the answer came; those that do not fit are asked for again. */
function sent(run: FillRun, offer: Offer, view: View): Want | null {
  const values = sentValues(view.turn.input);
  if (!values) return null;
  const checked = checkParameters(wanted(offer, run), values);
  return judge(run, { offer, view, read: checked.ok ? checked.values : {} });
}

function judge(run: FillRun, { offer, view, read }: { offer: Offer; view: View; read: Values }): Want {
  const { project, turn } = view;
  const parameters = { ...run.at.parameters, ...read };
  const missing = run.at.missing.filter((name) => parameters[name] === undefined);
  const at = { ...run.at, parameters, missing };
  if (missing.length === 0) {
    const source = { effects: offer.action.effects, origin: { kind: offer.kind, name: offer.action.name }, path: offer.path, parameters };
    return start({ ...at, step: 'done' }, { program: 'list', id: `${run.id}.do`, effects: plan(project, [source]).effects, at: 0 });
  }
  if (Object.keys(read).length === 0 && turn.alternative) {
    return { want: 'wait', at: { ...at, step: 'ask', asked: at.asked - 2 }, wait: { for: 'message', declined: true } };
  }
  return at.asked >= mostQuestions * 2 ? jump({ ...at, step: 'done' }, 'asked often enough') : jump({ ...at, step: 'ask' }, 'still missing');
}

const wanted = (offer: Offer, { at }: FillRun): Parameter[] => offer.action.parameters.filter(({ name }) => at.missing.includes(name));

function internal(offer: Offer, run: FillRun, effect: PlannedEffect['effect']): PlannedEffect {
  return { effect, tier: 0, origin: { kind: offer.kind, name: offer.action.name, path: offer.path, index: 0 }, parameters: run.at.parameters };
}

/** What an extraction found. */
function valuesIn(value: Value): Values {
  const found = isRecord(value) ? value.values : null;
  return isRecord(found) ? found : {};
}
