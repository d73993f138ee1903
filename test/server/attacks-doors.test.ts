import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectOf, reply } from '../world.ts';
import { callerOf, codeOf, firstOwner } from './people.ts';
import { raw, rawGet } from './raw.ts';
import { root, type Stand, serve } from './stand.ts';

const insides = /node_modules|\.ts:\d|\bat \w+ \(|Error:/;
const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

let stand: Stand;
beforeAll(async () => {
  stand = await serve(projectOf([{ name: 'Hello', triggerOnClientCommand: true, effects: [reply('Hi!')] }]), { PROMPTSIDE_DEMO: 'on' });
});
afterAll(() => stand.remove());

describe('a path', () => {
  test('P-33 does not lead to the project document beside the demo page, however it is written', async () => {
    const ways = [
      '.json',
      '%2ejson',
      '%2Ejson',
      '.%6ason',
      '.js%6fn',
      '.JSON',
      '.json/',
      '.json.',
      '.json%20',
      '.json%00',
      '.json::$DATA',
      '.json?x',
    ];
    for (const way of ways) {
      const answer = await rawGet(stand.address, `/shop.project${way}`);
      expect([way, status(answer) >= 400, answer.includes('"stages"')]).toEqual([way, true, false]);
    }
    for (const page of ['/', '/index.html', '/index', '/shop.css']) expect([page, status(await rawGet(stand.address, page))]).toEqual([page, 200]);
  });

  test('does not leave the folder that it leads into', async () => {
    const climbs = ['../package.json', '..%2fpackage.json', '%2e%2e/package.json', '..%5cpackage.json', '%252e%252e%252fpackage.json', '/etc/passwd'];
    for (const folder of ['/', '/admin/assets/', '/promptside/assets/', '/promptside/files/', '/admin/'])
      for (const climb of climbs) {
        const answer = await rawGet(stand.address, folder + climb);
        expect([folder, climb, status(answer) >= 400, /"dependencies"|root:/.test(answer)]).toEqual([folder, climb, true, false]);
      }
  });

  test('G-28 that cannot be read is answered without a word about where the server’s code lies', async () => {
    const folders = ['/', '/admin/', '/admin/assets/', '/promptside/assets/', '/promptside/files/', '/promptside/projects/', '/admin/api/projects/'];
    for (const folder of folders)
      for (const end of ['%', '%ff', '%c0%ae', '%00', '.', '%2e']) {
        const answer = await rawGet(stand.address, folder + end);
        expect([folder, end, status(answer) < 500, insides.test(answer), answer.includes(root)]).toEqual([folder, end, true, false, false]);
      }
    expect(insides.test(await rawGet(stand.address, '/promptside/projects/%ff/widget.json'))).toBe(false);
  });

  test('G-25 with the name of what every object has leads nowhere', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      expect([name, status(await rawGet(stand.address, `/promptside/projects/${name}/widget.json`))]).toEqual([name, 404]);
      expect([name, status(await rawGet(stand.address, `/promptside/files/${name}`))]).toEqual([name, 404]);
      const upload = await fetch(`${stand.address}/promptside/files?project=${name}&name=x`, { method: 'POST', body: 'x' });
      expect([name, await codeOf(upload)]).toEqual([name, [404, 'project.unknown']]);
    }
  });
});

describe('a body', () => {
  const own = () => ({ 'content-type': 'application/json', origin: stand.address, 'sec-fetch-site': 'same-origin' });

  test('G-24 of a stranger is not read beyond what signing in takes, and elsewhere not at all', async () => {
    const large = JSON.stringify({ token: 'x'.repeat(100_000) });
    for (const [method, path] of [
      ['POST', '/session'],
      ['POST', '/invitation'],
      ['PUT', '/invitation'],
    ] as const)
      expect(await codeOf(await fetch(`${stand.address}/admin/api${path}`, { method, body: large, headers: own() }))).toEqual([413, 'admin.invalid']);
    // The answer is there before the body: what is announced never comes.
    const { host } = new URL(stand.address);
    const head = (path: string) =>
      `PUT /admin/api${path} HTTP/1.1\r\nhost: ${host}\r\norigin: ${stand.address}\r\ncontent-type: application/json\r\ncontent-length: 4000000\r\nconnection: close\r\n\r\n{`;
    expect(status(await raw(stand.address, head('/projects/test/draft')))).toBe(401);
  });

  test('G-25 that is nested a hundred thousand times is not understood, and nothing else happens', async () => {
    const owner = await firstOwner(stand);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const objects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    for (const document of [deep, objects])
      for (const [method, path] of [
        ['PUT', '/projects/test/draft'],
        ['POST', '/projects/test/examine'],
        ['POST', '/projects/test/rehearsals'],
      ] as const) {
        const body = path.endsWith('rehearsals') ? `{"vars":{"a":${document}}}` : `{"revision":0,"document":${document}}`;
        const headers = { ...own(), cookie: owner.cookie };
        const answer = await fetch(`${stand.address}/admin/api${path}`, {
          method,
          body: path.endsWith('examine') ? body.replace('"revision":0,', '') : body,
          headers,
        });
        const text = await answer.text();
        expect([path, answer.status, insides.test(text), text.includes('stack')]).toEqual([path, 400, false, false]);
      }
    expect(await owner.json('/projects/test/draft')).toMatchObject({ revision: 0 });
  });

  test('G-25 with __proto__ in it changes no object but its own', async () => {
    const owner = callerOf(stand.address);
    await owner.call('/session', { method: 'POST', body: { login: 'ann', password: 'correct horse battery' } });
    for (const body of [
      '{"__proto__":{"isOwner":true},"vars":{"__proto__":{"isOwner":true}}}',
      '{"vars":{"constructor":{"prototype":{"isOwner":true}}}}',
    ])
      await fetch(`${stand.address}/admin/api/projects/test/rehearsals`, { method: 'POST', body, headers: { ...own(), cookie: owner.cookie } });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined();
  });

  test('G-26 of a form, or of no kind at all, does nothing', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const headers = { origin: stand.address, 'content-type': type };
      const answer = await fetch(`${stand.address}/admin/api/session`, {
        method: 'POST',
        body: JSON.stringify({ token: await stand.link() }),
        headers,
      });
      expect([type, answer.status, answer.headers.get('set-cookie')]).toEqual([type, 400, null]);
    }
  });
});

test('an answer of the operator’s API is kept by no browser and no proxy', async () => {
  for (const path of ['/session', '/people', '/nothing']) {
    const answer = await callerOf(stand.address).call(path);
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
  }
});
