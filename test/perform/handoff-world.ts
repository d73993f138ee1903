import type { LanguageModel, Outlet } from '../../runtime/ports.ts';
import type { Event } from '../../shared/event.ts';
import { visible } from '../../shared/visible.ts';

export const ana = { id: 'op-ana', name: 'Ana' };
export const ben = { id: 'op-ben', name: 'Ben' };

/** What a visitor's connection gets, in order: pieces of replies as they are written, messages, and the status. */
export type Seen = { kind: 'delta' | 'assistant' | 'operator' | 'user' | 'status' | 'page'; text: string };

/** An outlet that notes what reaches the visitor. */
export function ear(): { outlet: Outlet; seen: Seen[] } {
  const seen: Seen[] = [];
  const outlet: Outlet = {
    events: (_conversation, events) => seen.push(...events.flatMap(asSeen)),
    delta: (_conversation, { text }) => seen.push({ kind: 'delta', text }),
    working: () => undefined,
  };
  return { outlet, seen };
}

function asSeen(event: Event): Seen[] {
  const it = visible(event);
  if (it?.type === 'message') return [{ kind: it.message.role, text: it.message.text }];
  if (it?.type === 'page') return [{ kind: 'page', text: it.event }];
  return it?.type === 'status' ? [{ kind: 'status', text: it.status }] : [];
}

/** A model that writes its answer in pieces, one for each time that it is told to go on. */
export function heldModel(): {
  model: LanguageModel;
  isAsked(): boolean;
  write(piece: string): void;
  finish(): void;
  prompts: string[];
  said: string[][];
} {
  let onText: ((piece: string) => void) | undefined;
  let end: ((how: 'done' | 'stopped') => void) | undefined;
  let text = '';
  const prompts: string[] = [];
  const said: string[][] = [];
  const model: LanguageModel = {
    answer(request, speak) {
      onText = speak;
      text = '';
      prompts.push(request.system);
      const words = request.messages.map((message) => ('text' in message ? message.text : ''));
      said.push(words);
      const usage = { inputTokens: 1, outputTokens: 1 };
      return new Promise((resolve) => {
        end = (how) => {
          end = undefined;
          resolve(
            how === 'done'
              ? {
                  ok: true,
                  text,
                  ...(request.output ? { object: { colour: words.at(-1) === 'red' ? 'red' : null } } : {}),
                  calls: [],
                  finish: 'end',
                  usage,
                  milliseconds: 1,
                  attempts: 1,
                }
              : { ok: false, problem: { code: 'model.stopped', message: 'stopped' }, text, cut: true, usage, milliseconds: 1, attempts: 1 },
          );
        };
        request.signal?.addEventListener('abort', () => end?.('stopped'));
      });
    },
  };
  return {
    model,
    prompts,
    said,
    isAsked: () => end !== undefined,
    write(piece) {
      text += piece;
      onText?.(piece);
    },
    finish: () => end?.('done'),
  };
}

/** Lets everything go on that can. */
export const breath = (): Promise<void> => new Promise((again) => setTimeout(again, 2));
