import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { Value } from '../../../shared/value.ts';
import type { ModelCall, ModelUsage } from '../../ports.ts';
import { type Failure, final, passing } from './failure.ts';
import type { Watch } from './watch.ts';

/** How a provider says that an answer ended; nothing where it did not say so. */
type Finish = { unified: string; raw: string | undefined } | null;

/** What came of an attempt, also of one that broke off. */
export type Collected = { text: string; calls: ModelCall[]; usage: ModelUsage; finish: Finish };

/** One call of a model: piece by piece where somebody listens, else as a whole. */
export type Attempt = {
  model: LanguageModelV4;
  options: LanguageModelV4CallOptions;
  watch: Watch;
  onText?: ((piece: string) => void) | undefined;
};

/** Nothing yet. */
export const nothing = (): Collected => ({ text: '', calls: [], usage: { inputTokens: 0, outputTokens: 0 }, finish: null });

/** Asks once and fills in what comes, so that it is still there when this throws. */
export async function collect({ model, options, watch, onText }: Attempt, into: Collected): Promise<void> {
  const asked = { ...options, abortSignal: watch.signal };
  if (onText) return readStream((await watch.within(model.doStream(asked))).stream, { watch, onText, into });
  const { content, usage, finishReason } = await watch.within(model.doGenerate(asked));
  for (const part of content) takeContent(part, into);
  into.usage = tokens(usage);
  into.finish = finishReason;
}

/** Why an answer that came to its end is none, or nothing where it is one. */
export function faultOf({ text, calls, finish }: Collected, { model, mayBeEmpty }: { model: string; mayBeEmpty: boolean }): Failure | null {
  const how = finish?.unified;
  if (how === 'content-filter') return final('model.refused', { model, status: 'filtered', reason: 'its content filter stepped in' });
  // The packages say "other" without a word of the provider where a stream just stops.
  if (!how || how === 'interrupted' || (how === 'other' && finish.raw === undefined)) {
    return passing('model.broken', { model, reason: 'it stopped without an end mark' });
  }
  if (how === 'error') return passing('model.broken', { model, reason: `the provider ended it (${finish.raw ?? 'error'})` });
  const isEmpty = text === '' && calls.length === 0;
  return isEmpty && how !== 'length' && !mayBeEmpty ? passing('model.broken', { model, reason: 'it is empty' }) : null;
}

type Reading = { watch: Watch; onText: (piece: string) => void; into: Collected };

async function readStream(stream: ReadableStream<LanguageModelV4StreamPart>, reading: Reading): Promise<void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reading.watch.within(reader.read());
      if (done) return;
      takePart(value, reading);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function takePart(part: LanguageModelV4StreamPart, { onText, into }: Reading): void {
  // A broken chunk is an error in the midst of a stream that then ends as if nothing had been.
  if (part.type === 'error') throw part.error;
  if (part.type === 'finish') {
    into.usage = tokens(part.usage);
    into.finish = part.finishReason;
  }
  if (part.type === 'tool-call') takeContent(part, into);
  if (part.type === 'text-delta' && part.delta !== '') {
    into.text += part.delta;
    onText(part.delta);
  }
}

function takeContent(part: LanguageModelV4Content, into: Collected): void {
  if (part.type === 'text') into.text += part.text;
  if (part.type === 'tool-call') into.calls = [...into.calls, { id: part.toolCallId, tool: part.toolName, arguments: parsed(part.input) }];
}

/** Arguments that are no JSON are null: whoever checks them refuses the call, and the model hears of it. */
function parsed(input: string): Value {
  if (input.trim() === '') return {};
  try {
    return JSON.parse(input);
  } catch {
    return null;
  }
}

const tokens = ({ inputTokens, outputTokens }: LanguageModelV4Usage): ModelUsage => ({
  inputTokens: inputTokens.total ?? 0,
  outputTokens: outputTokens.total ?? 0,
});
