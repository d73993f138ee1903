import type { LanguageModelV4CallOptions, LanguageModelV4FilePart, LanguageModelV4Message, LanguageModelV4ToolResultPart } from '@ai-sdk/provider';
import type { Value } from '../../../shared/value.ts';
import type { ModelCall, ModelMessage, ModelRequest } from '../../ports.ts';
import { final, ModelFailure } from './failure.ts';
import { isClosed, objectSchema } from './output.ts';
import { turnsFor } from './turns.ts';

/** A request in the words of the provider packages, every message under its own role (P-19). */
export function wireRequest(request: ModelRequest): LanguageModelV4CallOptions {
  const { model, output } = request;
  const isThinking = request.effort === 'high' && !isMidway(request);
  return {
    prompt: prompt(request),
    ...(request.tools.length > 0 ? { tools: tools(request), toolChoice: { type: 'auto' } } : {}),
    // The shape of a schema is the same in both; only the names of their types differ.
    ...(output ? { responseFormat: { type: 'json', name: 'answer', schema: objectSchema(output) as LanguageModelV4Schema } } : {}),
    ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
    ...(model.maximumOutputTokens === undefined ? {} : { maxOutputTokens: model.maximumOutputTokens }),
    ...(isThinking ? { reasoning: 'high' } : {}),
    providerOptions: {
      // Nothing of a conversation is to be kept at the provider.
      openai: { store: false, strictJsonSchema: isStrict(output) },
      openaiCompatible: { strictJsonSchema: isStrict(output) },
    },
  };
}

type LanguageModelV4Schema = Extract<LanguageModelV4CallOptions['responseFormat'], { type: 'json' }>['schema'];
type Tools = NonNullable<LanguageModelV4CallOptions['tools']>;
type Parameters = Extract<Tools[number], { type: 'function' }>['inputSchema'];

const isStrict = (output: ModelRequest['output']): boolean => output !== undefined && isClosed(objectSchema(output));

// Anthropic wants its thoughts back between calls of tools, and they are not kept: it thinks before the first call.
const isMidway = ({ model, messages }: ModelRequest): boolean => model.provider === 'anthropic' && messages.at(-1)?.role === 'tool';

function tools({ tools, model }: ModelRequest): Tools {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    // As above: one shape, two names.
    inputSchema: parameters as Parameters,
    ...(model.provider === 'openai' ? { strict: isClosed(parameters) } : {}),
  }));
}

function prompt(request: ModelRequest): LanguageModelV4Message[] {
  const { system, messages } = turnsFor(request);
  if (system === '' && messages.length === 0) throw notSent(request, 'the prompt is empty');
  const turns = messages.map((message) => wireMessage(message, request));
  return system === '' ? turns : [{ role: 'system', content: system }, ...turns];
}

function wireMessage(message: ModelMessage, request: ModelRequest): LanguageModelV4Message {
  if (message.role === 'tool') return { role: 'tool', content: message.results.map(result) };
  const text = message.text === '' ? [] : [{ type: 'text' as const, text: message.text }];
  if (message.role === 'user') return { role: 'user', content: [...text, ...(message.images ?? []).map((image) => wireImage(image, request))] };
  return { role: 'assistant', content: [...text, ...(message.calls ?? []).map(call)] };
}

const call = ({ id, tool, arguments: input }: ModelCall) => ({
  type: 'tool-call' as const,
  toolCallId: id,
  toolName: tool,
  // Providers take back nothing but an object, whatever the model had sent.
  input: typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {},
});

function result({ id, tool, result, isError }: { id: string; tool: string; result: Value; isError: boolean }): LanguageModelV4ToolResultPart {
  const isText = typeof result === 'string';
  const output = isText
    ? { type: isError ? ('error-text' as const) : ('text' as const), value: result }
    : { type: isError ? ('error-json' as const) : ('json' as const), value: result };
  return { type: 'tool-result', toolCallId: id, toolName: tool, output };
}

/** An image is given as it is or by its address; it is never fetched from here, which could reach where the visitor cannot (G-29). */
function wireImage(image: string, request: ModelRequest): LanguageModelV4FilePart {
  const inline = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=\s]+)$/.exec(image);
  if (inline?.[1] && inline[2]) return { type: 'file', mediaType: inline[1], data: { type: 'data', data: inline[2] } };
  if (!/^https?:/i.test(image) || !URL.canParse(image)) throw notSent(request, 'an image is neither a web address nor a data: image in base64');
  return { type: 'file', mediaType: 'image/*', data: { type: 'url', url: new URL(image) } };
}

const notSent = ({ model }: ModelRequest, reason: string) =>
  new ModelFailure(final('model.refused', { model: model.name, status: 'not sent', reason }));
