import { hostIsFixed } from '../../../shared/check/webhooks.ts';
import { Problem } from '../../../shared/problem.ts';
import { expressionsIn } from '../../../shared/template/authored.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { scopeOf } from '../../decide/scope.ts';
import { render, renderValue } from '../../decide/template/render.ts';
import type { HttpRequest } from '../../ports.ts';
import { resolve } from '../values.ts';
import type { ToolRunner } from './tool.ts';
import { bodyText, contentTypeOf, queryText } from './webhook-body.ts';
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
  const filledWith = (values: Record<string, string>): Filled => filled(call, { ...scopeFor(call), secrets: values }, results);
  const { url, headers, body } = filledWith(secrets.values);
  const { limits } = turn.ready.project;
  return {
    request: {
      method: tool.method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      timeoutMilliseconds: tool.timeoutMilliseconds ?? limits.webhookMilliseconds,
      maximumBytes: tool.maximumBytes ?? limits.webhookBytes,
      redirects: tool.followRedirects,
    },
    // Rendered again with names for the values, so that it shows no secret however short.
    shownUrl: filledWith(secrets.shown).url.slice(0, shownCharacters),
    key: idempotencyKey(turn.ledger.now.id, task.key),
  };
}

const shownCharacters = 2_000;

type Filled = Pick<HttpRequest, 'url' | 'headers' | 'body'>;
type Results = ReadonlyMap<string, Value>;

function filled({ tool }: WebhookCall, scope: Values, results: Results): Filled {
  const headers = headersOf(tool.headers, scope);
  const type = contentTypeOf(headers);
  const body = bodyText(tool.body ?? null, { type, scope, results: below('body', results) });
  // An object stays an object: its values are filled in, its names are kept.
  const query = renderValue(tool.query, scope, { results: below('query', results) }) as Values;
  return {
    url: urlOf(tool.url, query, scope),
    headers: { accept: 'application/json, */*;q=0.5', ...(body === undefined ? {} : { 'content-type': type }), ...headers },
    body,
  };
}

/** A value that holds a line break would begin a new header, so control characters become spaces. */
const headersOf = (headers: Record<string, string>, scope: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name.toLowerCase(),
      render(text, scope, { place: 'text' })
        .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
        .trim(),
    ]),
  );

function urlOf(template: string, query: Values, scope: Values): string {
  const [rendered = ''] = render(template, scope, { place: 'url' }).split('#', 1);
  const pairs = queryText(query);
  const url = pairs === '' ? rendered : `${rendered}${rendered.includes('?') ? '&' : '?'}${pairs}`;
  const [fixed = ''] = /^https?:\/\/[^/?#]+/i.exec(template) ?? [];
  if (!URL.canParse(url) || new URL(url).origin !== new URL(fixed).origin) throw unusable('its values change where it leads');
  return url;
}

/** What templates of a webhook see: what all templates see, with the tool's own checked parameters. */
const scopeFor = ({ parameters, turn: { ready, ledger, ports } }: WebhookCall): Values =>
  // The scope is plain data by its type, which a template may read like any record.
  scopeOf(ready.project, ledger.now, { parameters, now: ports.clock.now() }) as unknown as Values;

/** The values of the expressions in query and body, by their places; expressions run in the sandbox, which knows no secrets. */
async function expressionResults({ tool, parameters, task, turn }: WebhookCall): Promise<Results> {
  const found = expressionsIn({ query: tool.query, body: tool.body ?? null });
  if (found.length === 0) return new Map();
  // A list stays a list, with one value for each expression.
  const values = (await resolve(
    found.map(({ code }) => `=${code}`),
    { ...task, parameters },
    turn,
  )) as Value[];
  return new Map(found.map(({ path }, index) => [path, values[index] ?? null]));
}

/** The results of one part, with their places seen from there. */
const below = (part: 'query' | 'body', results: Results): Results =>
  new Map(
    [...results].flatMap(([path, value]) =>
      path === part || /^[.[]/.test(path.slice(part.length)) ? [[path.slice(part.length).replace(/^\./, ''), value]] : [],
    ),
  );

const unusable = (reason: string): Problem => new Problem('http.address', { reason });
