import type { ServerResponse } from 'node:http';

/** What can go wrong with an answer on its way (G-11). Bad calls, empty and cut-short answers need no fault: a script can say them. */
export type Fault = (typeof faults)[number];

export const faults = [
  'rate_limited',
  'rate_limited_for_a_second',
  'rate_limited_for_an_hour',
  'unauthorized',
  'bad_request',
  'error_500',
  'error_503',
  'overloaded_529',
  'redirect',
  'reset',
  'stall_before_headers',
  'stall_before_text',
  'stall_in_stream',
  'cut_before_text',
  'cut_in_stream',
  'no_end_mark',
  'broken_json',
  'broken_chunk',
  'error_in_stream',
  'huge',
  'duplicated',
  'wrong_content_type',
  'no_body',
  'slow_drip',
  'endless',
] as const;

/** An answer on its way out: the chunks that it would have had. */
type Outgoing = { response: ServerResponse; isStreamed: boolean; chunks: string[] };

/** Answers wrongly. Faults within a text come after its first piece. */
export function misbehave(fault: Fault, outgoing: Outgoing): void {
  wrongdoings[fault](outgoing);
}

const error =
  (status: number, message: string, headers: Record<string, string> = {}) =>
  (outgoing: Outgoing) => {
    outgoing.response.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.response.end(JSON.stringify({ error: { message, type: 'scripted', code: null } }));
  };

const wrongdoings: Record<Fault, (outgoing: Outgoing) => void> = {
  rate_limited: error(429, 'slow down'),
  rate_limited_for_a_second: error(429, 'slow down', { 'retry-after': '1' }),
  rate_limited_for_an_hour: error(429, 'slow down', { 'retry-after': '3600' }),
  unauthorized: error(401, 'Incorrect API key provided: sk-can***key'),
  bad_request: error(400, 'this model knows no tools'),
  error_500: error(500, 'something went wrong'),
  error_503: error(503, 'try later'),
  overloaded_529: error(529, 'overloaded'),
  redirect: error(307, 'elsewhere', { location: 'http://127.0.0.1:9/v1/chat/completions' }),
  reset: ({ response }) => void response.destroy(),
  stall_before_headers: () => undefined,
  stall_before_text: (outgoing) => outgoing.response.writeHead(200, type(outgoing)).flushHeaders(),
  stall_in_stream: (outgoing) => begin(outgoing),
  cut_before_text: ({ response, isStreamed, chunks }) => {
    response.writeHead(200, type({ isStreamed }));
    response.write(isStreamed ? (chunks[0] ?? '') : '{"id":', () => response.destroy());
  },
  cut_in_stream: (outgoing) => begin(outgoing, () => outgoing.response.destroy()),
  no_end_mark: (outgoing) => begin(outgoing, () => outgoing.response.end()),
  broken_json: (outgoing) => {
    const { response, isStreamed, chunks } = outgoing;
    response.writeHead(200, type(outgoing));
    response.end(isStreamed ? `data: {"choices": [\n\n${chunks.join('')}` : (chunks[0] ?? '').slice(0, -7));
  },
  broken_chunk: (outgoing) => begin(outgoing, () => outgoing.response.end(`data: {"choices": [{"del\n\n${outgoing.chunks.slice(-3).join('')}`)),
  error_in_stream: (outgoing) =>
    begin(outgoing, () => outgoing.response.end('data: {"error":{"message":"the model fell over","type":"server_error"}}\n\ndata: [DONE]\n\n')),
  huge: (outgoing) => repeat(outgoing, { piece: 'x'.repeat(200_000), everyMilliseconds: 0 }),
  duplicated: (outgoing) => {
    outgoing.response.writeHead(200, type(outgoing));
    outgoing.response.end(outgoing.chunks.flatMap((chunk) => [chunk, chunk]).join(''));
  },
  wrong_content_type: ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Please sign in</title>');
  },
  no_body: (outgoing) => void outgoing.response.writeHead(200, type(outgoing)).end(),
  slow_drip: (outgoing) => repeat(outgoing, { piece: 'drip ', everyMilliseconds: 30 }),
  endless: (outgoing) => repeat(outgoing, { piece: 'and on ', everyMilliseconds: 1 }),
};

const type = ({ isStreamed }: Pick<Outgoing, 'isStreamed'>) => ({ 'content-type': isStreamed ? 'text/event-stream' : 'application/json' });

/** Sends the first half of an answer, with the first piece of its text where it is streamed. */
function begin(outgoing: Outgoing, then: () => void = () => undefined): void {
  const { response, isStreamed, chunks } = outgoing;
  response.writeHead(200, type(outgoing));
  const first = isStreamed ? chunks.slice(0, 2).join('') : (chunks[0] ?? '').slice(0, 40);
  response.write(first, () => setTimeout(then, 5));
}

/** Sends one piece after the other until nobody listens. */
function repeat(outgoing: Outgoing, { piece, everyMilliseconds }: { piece: string; everyMilliseconds: number }): void {
  const { response, isStreamed } = outgoing;
  const chunk = `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] })}\n\n`;
  response.writeHead(200, type(outgoing));
  if (!isStreamed) response.write('{"choices":[{"message":{"role":"assistant","content":"');
  const go = (): void => {
    if (response.destroyed) return;
    response.write(isStreamed ? chunk : piece, () => setTimeout(go, everyMilliseconds));
  };
  go();
}
