import { shellWords } from './shell-words.ts';

/** What a curl command would send. */
export type CurlRequest = {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  data: string[];
  user?: string;
  redirects: boolean;
  seconds?: number;
  retries?: number;
  notes: string[];
};

export type CurlReading = { ok: true; request: CurlRequest } | { ok: false; reason: string };

/** Collects the options as they come. */
type Collecting = CurlRequest & { asked?: string; isGet: boolean; isJson: boolean };
type Take = (into: Collecting, value: string) => Collecting | string;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const header: Take = (into, value) => {
  const [, name = '', text = ''] = /^([^:;]+)\s*[:;]\s*([\s\S]*)$/.exec(value) ?? [];
  return name === '' ? `the header "${value.slice(0, 40)}" has no name` : { ...into, headers: [...into.headers, [name.trim(), text.trim()]] };
};
const named =
  (name: string): Take =>
  (into, value) => ({ ...into, headers: [...into.headers, [name, value]] });
const data: Take = (into, value) =>
  value.startsWith('@') ? `its data is read from the file ${value.slice(1)}; paste the data itself` : { ...into, data: [...into.data, value] };
const raw: Take = (into, value) => ({ ...into, data: [...into.data, value] });
const json: Take = (into, value) => {
  const taken = data(into, value);
  return typeof taken === 'string' ? taken : { ...taken, isJson: true };
};
const encoded: Take = (into, value) => {
  const [, name = '', text = ''] = /^([^=@]*)=([\s\S]*)$/.exec(value) ?? [null, '', value];
  return { ...into, data: [...into.data, (name === '' ? '' : `${name}=`) + encodeURIComponent(text.toWellFormed())] };
};
const seconds: Take = (into, value) => ({ ...into, seconds: Number(value) });
const retries: Take = (into, value) => ({ ...into, retries: Number(value) });
const url: Take = (into, value) =>
  into.url === '' ? { ...into, url: value } : { ...into, notes: [...into.notes, `only the first address is taken; ${value} is left out`] };
const multipart: Take = () => 'it sends a form with files (-F), which webhooks do not';
const nothing: Take = (into) => into;

/** What takes a value, by its long name; those that do not matter to a webhook are read over. */
const withValue: Record<string, Take> = {
  request: (into, value) => ({ ...into, asked: value.toUpperCase() }),
  header,
  data,
  'data-ascii': data,
  'data-binary': data,
  'data-raw': raw,
  'data-urlencode': encoded,
  json,
  user: (into, value) => ({ ...into, user: value }),
  'oauth2-bearer': (into, value) => ({ ...into, headers: [...into.headers, ['Authorization', `Bearer ${value}`]] }),
  url,
  'user-agent': named('User-Agent'),
  referer: named('Referer'),
  cookie: (into, value) => (value.includes('=') ? named('Cookie')(into, value) : `its cookies are read from the file ${value}`),
  form: multipart,
  'form-string': multipart,
  'upload-file': () => 'it uploads a file (-T), which webhooks do not',
  'max-time': seconds,
  retry: retries,
  ...Object.fromEntries(
    [
      'output',
      'connect-timeout',
      'max-redirs',
      'proxy',
      'cacert',
      'cert',
      'key',
      'cookie-jar',
      'dump-header',
      'write-out',
      'retry-delay',
      'retry-max-time',
      'resolve',
      'interface',
      'range',
      'limit-rate',
      'config',
      'proxy-user',
      'ciphers',
      'tls-max',
      'unix-socket',
    ].map((name) => [name, nothing]),
  ),
};
const flags: Record<string, (into: Collecting) => Collecting> = {
  get: (into) => ({ ...into, isGet: true }),
  head: (into) => ({ ...into, asked: into.asked ?? 'HEAD' }),
  location: (into) => ({ ...into, redirects: true }),
};
const shortNames: Record<string, string> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  F: 'form',
  T: 'upload-file',
  m: 'max-time',
  o: 'output',
  x: 'proxy',
  E: 'cert',
  c: 'cookie-jar',
  D: 'dump-header',
  w: 'write-out',
  r: 'range',
  K: 'config',
  U: 'proxy-user',
  G: 'get',
  I: 'head',
  L: 'location',
};

/** Reads a curl command as it is copied from a page of documentation or from a browser. */
export function readCurl(command: string): CurlReading {
  const split = shellWords(command.trim().replace(/^\$\s+/, ''));
  if (!split.ok) return split;
  const [program = '', ...words] = split.words;
  if (!/(^|[\\/])curl(\.exe)?$/.test(program)) return { ok: false, reason: 'it does not begin with curl' };
  let into: Collecting = { method: '', url: '', headers: [], data: [], redirects: false, notes: [], isGet: false, isJson: false };
  for (let at = 0; at < words.length; ) {
    const taken = takeWord(into, words, at);
    if (typeof taken === 'string') return { ok: false, reason: taken };
    [into, at] = taken;
  }
  return finished(into);
}

function takeWord(into: Collecting, words: string[], at: number): [Collecting, number] | string {
  const word = words[at] ?? '';
  if (word.startsWith('--')) return takeLong(into, words, at);
  if (word.startsWith('-') && word.length > 1) return takeShort(into, words, at);
  const taken = url(into, word);
  return typeof taken === 'string' ? taken : [taken, at + 1];
}

function takeLong(into: Collecting, words: string[], at: number): [Collecting, number] | string {
  const [name = '', ...rest] = (words[at] ?? '').slice(2).split('=');
  const take = Object.hasOwn(withValue, name) ? withValue[name] : undefined;
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (!take) return [flag ? flag(into) : into, at + 1];
  const isInside = rest.length > 0;
  const value = isInside ? rest.join('=') : words[at + 1];
  if (value === undefined) return `--${name} has no value`;
  const taken = take(into, value);
  return typeof taken === 'string' ? taken : [taken, at + (isInside ? 1 : 2)];
}

/** Short options stand together: `-sSL`, `-XPOST`, `-sd x`. */
function takeShort(into: Collecting, words: string[], at: number): [Collecting, number] | string {
  const word = words[at] ?? '';
  let collecting = into;
  for (let index = 1; index < word.length; index += 1) {
    const name = shortNames[word[index] ?? ''] ?? '';
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    const take = Object.hasOwn(withValue, name) ? withValue[name] : undefined;
    if (!take) {
      collecting = flag ? flag(collecting) : collecting;
      continue;
    }
    const inside = word.slice(index + 1);
    const value = inside === '' ? words[at + 1] : inside;
    if (value === undefined) return `-${word[index]} has no value`;
    const taken = take(collecting, value);
    return typeof taken === 'string' ? taken : [taken, at + (inside === '' ? 2 : 1)];
  }
  return [collecting, at + 1];
}

function finished({ asked, isGet, isJson, ...request }: Collecting): CurlReading {
  if (request.url === '') return { ok: false, reason: 'it names no address' };
  const method = asked ?? (request.data.length > 0 && !isGet ? 'POST' : 'GET');
  if (!methods.includes(method)) return { ok: false, reason: `webhooks do not send ${method}` };
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(request.url) ? request.url : `http://${request.url}`;
  const joined = isGet && request.data.length > 0 ? `${full}${full.includes('?') ? '&' : '?'}${request.data.join('&')}` : full;
  const headers = isJson ? withStandard(request.headers, 'Content-Type', 'application/json') : request.headers;
  return { ok: true, request: { ...request, method, url: joined, headers, data: isGet ? [] : request.data } };
}

const withStandard = (headers: CurlRequest['headers'], name: string, value: string): CurlRequest['headers'] =>
  headers.some(([other]) => other.toLowerCase() === name.toLowerCase()) ? headers : [...headers, [name, value]];
