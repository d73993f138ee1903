import type { Finding } from '../finding.ts';
import type { Step } from '../project/playbook.ts';
import type { Doc } from './holders.ts';
import { each } from './partly.ts';
import { type FlowStep, flowOf, waysFrom } from './playbook-flow.ts';
import { settled } from './playbook-graph.ts';
import type { Proved } from './playbook-proved.ts';
import { stepsOf } from './steps.ts';

/** What the user has been through since something was last said. */
type Quiet = { ways: ReadonlySet<'said' | 'worked' | 'called'> };

/** Ways on which the user is left in silence: two calls with nothing said between, or an end without a word (R004-11). */
export function silenceFindings({ playbook, document, tell }: Proved): Finding[] {
  const flow = flowOf(playbook);
  const before = settled<Quiet>(flow, {
    start: { ways: new Set() },
    step: (quiet, it) => after(quiet, it, document),
    meet: (one, other) => ({ ways: new Set([...one.ways, ...other.ways]) }),
    same: (one, other) => one.ways.size === other.ways.size,
  });
  return [...before].flatMap(([path, quiet]) => {
    const here = flow.steps.get(path);
    if (!here) return [];
    const isLast = waysFrom(here).includes(null) || (here.step.type === 'RUN' && here.step.target.kind === 'exit');
    const { ways } = after(quiet, here, document);
    return [
      ...(isCall(here.step) && quiet.ways.has('called') ? [tell('playbook.silent_chain', path)] : []),
      ...(isLast && ways.has('worked') && !playbook.onlyInsideOtherPlaybooks ? [tell('playbook.silent_end', path)] : []),
    ];
  });
}

/** A call takes a while; a SET does not, but is work that the user hears nothing of. */
function after({ ways }: Quiet, { step }: FlowStep, document: Doc): Quiet {
  if (step.type === 'SEND' || step.type === 'ASK' || speaks(step, document)) return { ways: new Set(['said']) };
  if (isCall(step)) return { ways: new Set([...without(ways), 'worked', 'called']) };
  return step.type === 'SET' && !isOnlySaid(ways)
    ? { ways: new Set([...without(ways), 'worked', ...(ways.has('called') ? (['called'] as const) : [])]) }
    : { ways };
}

const without = (ways: Quiet['ways']): ('worked' | 'called')[] => [...ways].filter((way) => way !== 'said');
// A value that is kept after the last word leaves nobody waiting.
const isOnlySaid = (ways: Quiet['ways']): boolean => ways.size === 1 && ways.has('said');

const isCall = (step: Step): boolean => step.type === 'RUN' && step.target.kind === 'action';

/** Whether a linked playbook or an action says something by itself. */
function speaks(step: Step, document: Doc): boolean {
  if (step.type !== 'RUN' || (step.target.kind !== 'playbook' && step.target.kind !== 'action')) return false;
  const { name, kind } = step.target;
  if (kind === 'action') return !each(document.tools, []).some(({ it }) => it.name === name);
  return each(document.playbooks, []).some(
    (other) => other.it.name === name && stepsOf(other).some(({ it }) => it.type === 'SEND' || it.type === 'ASK'),
  );
}
