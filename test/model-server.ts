import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Value } from '../shared/value.ts';
import { type Fault, misbehave } from './model-faults.ts';

/** A call of a tool as a model makes it; arguments given as text are sent as they are, JSON or not. */
export type ScriptedCall = { tool: string; arguments: Value; id?: string };

/** What a model answers: words, in the given pieces where it is streamed, then calls; or a fault. */
export type ScriptedAnswer = {
  text?: string;
  pieces?: string[];
  calls?: ScriptedCall[];
  finish?: 'stop' | 'length' | 'content_filter';
  usage?: { input: number; output: number };
  fault?: Fault;
  /** Waits so long before the first byte. */
  afterMilliseconds?: number;
  /** Waits so long between two events of a stream. */
  everyMilliseconds?: number;
};

/** A chat completion as it was asked for. */
export type RecordedRequest = {
  path: string;
  headers: IncomingMessage['headers'];
  /** The body as it was sent, and what it says. */
  raw: string;
  body: {
    model?: string;
    stream?: boolean;
    messages: { role: string; content?: unknown; tool_calls?: unknown; tool_call_id?: string }[];
    tools?: { function: { name: string } }[];
    response_format?: { type: string };
    [key: string]: unknown;
  };
};

/** Answers in order (the last one again and again), or as the request deserves. */
export type ModelScript = ScriptedAnswer[] | ((request: RecordedRequest, index: number) => ScriptedAnswer);

/** A model behind a real socket. */
export interface ModelServer {
  /** For the `address` of a model with the provider `openai_compatible`. */
  address: string;
  requests: RecordedRequest[];
  /** Answers that have begun and not ended, on connections that are still open. */
  open(): number;
  /** What comes from now on; the order starts anew. */
  play(script: ModelScript): void;
  close(): Promise<void>;
}

/** Starts a server on the loopback that speaks OpenAI's chat completions, streamed or whole, by a script. */
export async function startModelServer(script: ModelScript = [{ text: 'Hello.' }]): Promise<ModelServer> {
  const stage = { script, played: 0, open: new Set<ServerResponse>() };
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, response) => {
    stage.open.add(response);
    response.once('close', () => stage.open.delete(response));
    const request = await record(incoming);
    requests.push(request);
    const index = stage.played++;
    const answer = typeof stage.script === 'function' ? stage.script(request, index) : (stage.script[index] ?? stage.script.at(-1) ?? {});
    await reply(request, response, answer);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens on a port has an address with a port.
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    open: () => stage.open.size,
    play: (next) => Object.assign(stage, { script: next, played: 0 }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const raw = Buffer.concat(parts).toString();
  return { path: incoming.url ?? '', headers: incoming.headers, raw, body: JSON.parse(raw || '{"messages":[]}') };
}

async function reply(request: RecordedRequest, response: ServerResponse, answer: ScriptedAnswer): Promise<void> {
  const isStreamed = request.body.stream === true;
  const chunks = isStreamed ? streamed(answer) : [whole(answer)];
  if (answer.afterMilliseconds) await pause(answer.afterMilliseconds);
  if (answer.fault) {
    misbehave(answer.fault, { response, isStreamed, chunks });
    return;
  }
  response.writeHead(200, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' });
  for (const chunk of chunks) {
    response.write(chunk);
    if (answer.everyMilliseconds) await pause(answer.everyMilliseconds);
  }
  response.end();
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const finishOf = ({ finish, calls = [] }: ScriptedAnswer): string => finish ?? (calls.length > 0 ? 'tool_calls' : 'stop');

const usageOf = ({ usage = { input: 10, output: 5 } }: ScriptedAnswer) => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.input + usage.output,
});

const toolCalls = ({ calls = [] }: ScriptedAnswer) =>
  calls.map((call, index) => ({
    index,
    id: call.id ?? `call_${index + 1}`,
    type: 'function',
    function: { name: call.tool, arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments) },
  }));

/** The events of a stream, each with its end: pieces of text, calls with their arguments in two parts, the end, the usage, the mark. */
function streamed(answer: ScriptedAnswer): string[] {
  const text = answer.pieces ?? (answer.text ? [answer.text] : []);
  const calls = toolCalls(answer).flatMap(({ index, id, type, function: { name, arguments: whole } }) => {
    const half = Math.ceil(whole.length / 2);
    return [
      event({ tool_calls: [{ index, id, type, function: { name, arguments: whole.slice(0, half) } }] }),
      event({ tool_calls: [{ index, function: { arguments: whole.slice(half) } }] }),
    ];
  });
  const usage = `data: ${JSON.stringify({ ...frame, choices: [], usage: usageOf(answer) })}\n\n`;
  const spoken = text.map((piece) => event({ content: piece }));
  return [event({ role: 'assistant', content: '' }), ...spoken, ...calls, event({}, finishOf(answer)), usage, 'data: [DONE]\n\n'];
}

const frame = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'scripted' };

/** One event of a stream of chat completions. */
export const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ ...frame, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

function whole(answer: ScriptedAnswer): string {
  const calls = toolCalls(answer).map(({ index: _, ...call }) => call);
  const content = answer.pieces?.join('') ?? answer.text ?? null;
  const message = { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
  const choices = [{ index: 0, message, finish_reason: finishOf(answer) }];
  return JSON.stringify({ ...frame, object: 'chat.completion', choices, usage: usageOf(answer) });
}
