import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol.ts';
import { projectOf, reply } from '../world.ts';
import { type Stand, serve, until, visit } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  const project = projectOf([{ name: 'Echo', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [reply('here')] }]);
  stand = await serve(project, { PROMPTSIDE_SOCKETS_PER_ADDRESS: '12' });
});
afterAll(() => stand.remove());

const hello = `40${JSON.stringify({ version: protocolVersion, project: 'test' })}`;
/** Sends packets as they are written, leaves, and gives what was answered meanwhile. */
function send(packets: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<string[]> {
  const socket = new WebSocket(`${stand.address.replace('http', 'ws')}/promptside/socket/?EIO=4&transport=websocket`);
  return new Promise((resolve) => {
    const answers: string[] = [];
    socket.onclose = () => resolve(answers);
    socket.onerror = () => resolve(answers);
    socket.onmessage = ({ data }) => {
      answers.push(String(data));
      if (answers.length > 1) return;
      for (const packet of packets) socket.send(packet);
      setTimeout(() => socket.close(), 60);
    };
  });
}
const isWell = async (): Promise<void> => {
  expect((await fetch(`${stand.address}/health`)).status).toBe(200);
  const guest = await visit(stand.address);
  const before = (await guest.press('Echo')).ok;
  expect([before, await guest.heard(1)]).toEqual([true, ['here']]);
  guest.leave();
};

describe('packets that no client sends', () => {
  test('G-25 are dropped or end their own connection, before the greeting and after it', async () => {
    const broken = [
      '',
      '4',
      '40',
      '40{',
      '40[]',
      '40null',
      '40"x"',
      '41',
      '42',
      '42[',
      '42[]',
      '42[1]',
      '42["message"',
      '4299999999999999999999["message",{}]',
    ];
    const odd = [
      '420["constructor",{}]',
      '420["__proto__",{}]',
      '420["disconnect"]',
      '42["connect_error"]',
      '42["newListener",{}]',
      '43',
      '430[]',
      '44{}',
      '6',
      '2probe',
      '9x',
    ];
    const binary = [
      '45',
      '451-',
      '45999999999-["message",{}]',
      '451-["message",{"_placeholder":true,"num":0}]',
      '451-["message",{"_placeholder":true,"num":"x"}]',
    ];
    const rooms = ['40/admin,{}', '40/__proto__,{}', '42/admin,["message",{}]', `40${'/a'.repeat(20_000)},{}`];
    for (const packet of [...broken, ...odd, ...binary, ...rooms]) {
      await send([packet]);
      await send([hello, packet, new Uint8Array([1, 2, 3])]);
    }
    await isWell();
  });

  test('G-24 many greetings over one connection count as many and are given back with it', async () => {
    for (let round = 0; round < 4; round += 1) await send(Array.from({ length: 10 }, () => hello));
    const everybody = (): Promise<boolean> =>
      Promise.all(Array.from({ length: 12 }, () => visit(stand.address))).then(
        (guests) => {
          for (const guest of guests) guest.leave();
          return true;
        },
        () => false,
      );
    await until(everybody, 'all places to be free', 8_000);
    await isWell();
  });

  test('G-25 a page, a command or a rating with values of the wrong kind says so by its code', async () => {
    const guest = await visit(stand.address);
    const odd: unknown[] = [
      null,
      1,
      'x',
      [],
      { id: 1 },
      { id: 'abcdefgh', command: { toString: 1 } },
      { id: 'abcdefgh', command: 'Echo', parameters: [] },
    ];
    for (const name of ['message', 'command', 'more', 'rate', 'consent', 'proactive', 'attributes'])
      for (const packet of odd) {
        const answer = await guest.socket.timeout(5_000).emitWithAck(name as 'command', packet as never); // attackers send what the types forbid
        expect([name, packet, answer]).toMatchObject([name, packet, { ok: false, problem: { code: 'message.invalid' } }]);
      }
    guest.leave();
  });
});
