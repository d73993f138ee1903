import { act, done, jump, type Program } from '../program.ts';

/** Fetches a human: says so where the turn has said nothing else, then the bot is silent until it is handed back. */
export const handoff: Program<'handoff'> = (run, { project, turn }) => {
  if (run.at === 0) {
    if (turn.answered) return jump(1, 'the turn has said something already');
    const { origin } = run;
    return act(1, { effect: { type: 'say', text: project.handoff.waiting }, tier: 0, origin, parameters: {} });
  }
  if (run.at === 1) return { want: 'status', at: 2, status: 'waiting_for_human', reason: run.reason };
  return done();
};
