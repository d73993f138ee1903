import type { Event } from '../../shared/event.ts';
import type { Api } from '../api.ts';
import { knownAfter, nothingKnown } from '../trace/known-state.ts';
import { type ToolCall, toolCallIn } from '../trace/tool-call.ts';

/** A call of a tool as a conversation made it, ready to be made again. */
export type LastCall = { trial: ToolCall; at: number; ok: boolean };

const conversationsRead = 8;
const pagesRead = 4;

/** The newest call of a tool in the newest conversations; nothing where none of them called it. */
export async function findLastCall(api: Api, project: string, tool: string): Promise<LastCall | null> {
  const answer = await api.conversations(project);
  const newest = answer.ok ? answer.value.conversations.slice(0, conversationsRead) : [];
  for (const { id } of newest) {
    const call = lastCall(await eventsOf(api, project, id), tool);
    if (call) return call;
  }
  return null;
}

/** The newest call of a tool in a log, with the state that it met. */
export function lastCall(events: readonly Event[], tool: string): LastCall | null {
  let state = nothingKnown;
  let userInput = '';
  let found: LastCall | null = null;
  for (const event of events) {
    if (event.type === 'turn_started') userInput = event.input.kind === 'message' ? event.input.text : '';
    if (event.type === 'effect_done') {
      const trial = toolCallIn(event.trace, { state, userInput });
      if (trial?.tool === tool) found = { trial, at: event.at, ok: event.outcome.ok };
    }
    state = knownAfter(state, event);
  }
  return found;
}

async function eventsOf(api: Api, project: string, conversation: string): Promise<Event[]> {
  let events: Event[] = [];
  for (let page = 0; page < pagesRead; page += 1) {
    const answer = await api.events(project, conversation, events.at(-1)?.seq ?? 0);
    if (!answer.ok) return events;
    events = [...events, ...answer.value.events];
    if (!answer.value.hasMore) return events;
  }
  return events;
}
