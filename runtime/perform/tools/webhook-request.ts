import { hostIsFixed } from '../../../shared/check/webhooks.ts';
import { Problem } from '../../../shared/problem.ts';
import { expressionsIn } from '../../../shared/template/authored.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { scopeOf } from '../../decide/scope.ts';
import { render, renderValue } from '../../decide/template/render.ts';
import type { HttpRequest } from '../../ports.ts';
import { resolve } from '../values.ts';
import type { ToolRunner } from './tool.ts';
import { bodyText, pairsOf } from './webhook-body.ts';
import type { Secrets } from './webhook-secrets.ts';
import { idempotencyKey } from './webhook-signature.ts';

export type WebhookCall = Parameters<ToolRunner<'webhook'>>[0];

/** A request that is ready to be sent, and its URL as it may be shown. */
export type Prepared = { request: HttpRequest; shownUrl: string; key: string };

/** Fills a webhook in; each place has the escaping that it needs (P-18), and no value says where the call goes (P-35). */
export async function prepare(call: WebhookCall, secrets: Secrets): Promise<Prepared> {
  const { tool, task, turn } = call;
  if (!hostIsFixed(tool.url)) throw unusable('scheme, host and port of a webhook must be written out');
  const results = await expressionResults(call);
  const scope = scopeFor(call);
  const inside = { ...scope, secrets: secrets.values };
  const headers = headersOf(tool.headers, inside);
  const type = headers['content-type'] ?? 'application/json';
  const body = bodyText(tool.body ?? null, { type, scope: inside, results: results.body });
  const { webhookMilliseconds, webhookBytes } = turn.ready.project.limits;
  return {
    request: {
      method: tool.method,
      url: urlOf(call, inside, results.query),
      headers: { accept: 'application/json, */*;q=0.5', ...(body === undefined ? {} : { 'content-type': type }), ...headers },
      ...(body === undefined ? {} : { body }),
      timeoutMilliseconds: tool.timeoutMilliseconds ?? webhookMilliseconds,
      maximumBytes: tool.maximumBytes ?? webhookBytes,
      redirects: tool.followRedirects,
    },
    // Rendered again with names for the values, so that it shows no secret however short.
    shownUrl: urlOf(call, { ...scope, secrets: secrets.shown }, results.query).slice(0, shownCharacters),
    key: idempotencyKey(turn.ledger.now.id, task.key),
  };
}

const shownCharacters = 2_000;

/** A value that holds a line break would begin a new header, so control characters become spaces. */
const headersOf = (headers: Record<string, string>, scope: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, template]) => [
      name.toLowerCase(),
      render(template, scope, { place: 'text' })
        .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
        .trim(),
    ]),
  );

function urlOf({ tool }: WebhookCall, scope: Values, results: Results): string {
  const [rendered = ''] = render(tool.url, scope, { place: 'url' }).split('#', 1);
  // An object stays an object: its values are filled in, its names are kept.
  const pairs = pairsOf(renderValue(tool.query, scope, { results }) as Values);
  const url = pairs === '' ? rendered : `${rendered}${rendered.includes('?') ? '&' : '?'}${pairs}`;
  const [fixed = ''] = /^https?:\/\/[^/?#]+/i.exec(tool.url) ?? [];
  if (!URL.canParse(fixed) || !URL.canParse(url)) throw unusable('it is not a URL');
  if (new URL(url).origin !== new URL(fixed).origin) throw unusable('its values change where it leads');
  return url;
}

/** What templates of a webhook see: what all templates see, with the tool's own checked parameters. */
const scopeFor = ({ parameters, turn: { ready, ledger, ports } }: WebhookCall): Values =>
  // The scope is plain data by its type, which a template may read like any record.
  scopeOf(ready.project, ledger.now, { parameters, now: ports.clock.now() }) as unknown as Values;

type Results = ReadonlyMap<string, Value>;

/** The values of the expressions in query and body, by their places; they run in the sandbox, which knows no secrets. */
async function expressionResults({ tool, parameters, task, turn }: WebhookCall): Promise<{ query: Results; body: Results }> {
  const query = expressionsIn(tool.query);
  const body = expressionsIn(tool.body ?? null);
  const codes = [...query, ...body].map(({ code }) => `=${code}`);
  // A list stays a list, with one value for each expression.
  const values = codes.length > 0 ? ((await resolve(codes, { ...task, parameters }, turn)) as Value[]) : [];
  const byPath = (from: typeof query, first: number): Results => new Map(from.map(({ path }, index) => [path, values[first + index] ?? null]));
  return { query: byPath(query, 0), body: byPath(body, query.length) };
}

const unusable = (reason: string): Problem => new Problem('http.address', { reason });
