import { argon2 } from 'node:crypto';
import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { adminAccess } from '../../runtime/server/admin-access.ts';
import { auditOf } from '../../runtime/server/audit.ts';
import { changedPlaces } from '../../runtime/server/changed-places.ts';
import type { Door } from '../../runtime/server/door.ts';
import { openAnswersOf } from '../../runtime/server/open-answers.ts';
import { passwordsOf } from '../../runtime/server/password.ts';
import { sessionsOf } from '../../runtime/server/sessions.ts';
import { signInLimits, triesOf } from '../../runtime/server/tries.ts';
import { Problem } from '../../shared/problem.ts';
import type { Value } from '../../shared/value.ts';

describe('passwords', () => {
  const passwords = passwordsOf();
  test('G-26 a password is right whatever encoding its letters come in, and another one or a broken hash is not', async () => {
    const hash = await passwords.hash('gr\u00fc\u00dfe aus dem tal', 'ann');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await passwords.isRight('gru\u0308\u00dfe aus dem tal', hash)).toBe(true);
    expect(await passwords.isRight('grusse aus dem tal', hash)).toBe(false);
    for (const broken of [null, '', 'plain text', hash.replace('argon2id', 'argon2i')])
      expect(await passwords.isRight('gr\u00fc\u00dfe aus dem tal', broken)).toBe(false);
  });

  test('where Node cannot hash passwords, that is said, and nobody gets in', async () => {
    const without = passwordsOf(null);
    await expect(without.hash('correct horse', 'ann')).rejects.toMatchObject({ code: 'account.no_hashing' });
    await expect(without.isRight('correct horse', await passwords.hash('correct horse', 'ann'))).rejects.toMatchObject({
      code: 'account.no_hashing',
    });
  });

  test('G-26 the same password has another hash each time', async () => {
    expect(await passwords.hash('correct horse', 'ann')).not.toBe(await passwords.hash('correct horse', 'ann'));
  });

  test('G-26 a login that is not there costs the same work as a wrong password', async () => {
    const work: unknown[] = [];
    const counting = passwordsOf((algorithm, parameters, done) => {
      const { memory, passes, parallelism, tagLength, message } = parameters;
      work.push([algorithm, memory, passes, parallelism, tagLength, message]);
      argon2(algorithm, parameters, done);
    });
    const hash = await counting.hash('correct horse', 'ann');
    work.length = 0;
    expect([await counting.isRight('wrong horse', hash), await counting.isRight('wrong horse', null)]).toEqual([false, false]);
    expect(work).toEqual(Array(2).fill(['argon2id', 19_456, 2, 1, 32, 'wrong horse']));
  });

  test('G-24 more than a few at once are refused instead of eating the memory', async () => {
    const hash = await passwords.hash('correct horse', 'ann');
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => passwords.isRight('wrong', hash)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.length).toBe(12);
    expect(refused[0]).toMatchObject({ code: 'admin.too_many' });
    expect(await passwords.isRight('correct horse', hash)).toBe(true);
  });
});

test('G-26 who signs in with a password that is changed meanwhile stays outside', async () => {
  const clock = { now: () => 1, after: () => () => undefined, soon: () => undefined };
  const store = memoryStore();
  const settings = { publicAddress: '', trustedProxies: 0 };
  // The rest of a door is not for signing in.
  const door = { store, clock, settings, audit: auditOf({ store, clock }) } as unknown as Door;
  await store.addAccount({ id: 'a1', login: 'ann', name: 'Ann', role: 'owner', password: 'old', createdAt: 1 }, { first: true });
  const passwords = {
    hash: async () => '',
    isRight: async (given: string, hash: string | null) => {
      if (given === 'old') await store.changeAccount('a1', { password: 'new' });
      return given === hash;
    },
  };
  const parts = { passwords, sessions: sessionsOf(door), limits: signInLimits(clock), answers: openAnswersOf(door) };
  // All that is read of the one, and written to the other.
  const [request, response] = [{ socket: {}, headers: {} } as Request, { cookie: () => undefined } as unknown as Response];
  const signIn = (password: string) => adminAccess(door, parts).signIn({ login: 'ann', password }, request, response);
  await expect(signIn('old')).rejects.toMatchObject({ code: 'account.wrong' });
  expect(await store.sessions('a1', 2)).toEqual([]);
  expect((await store.audits({ limit: 9 })).map(({ what }) => what)).toEqual(['session.refused']);
  expect(await signIn('new')).toMatchObject({ id: 'a1' });
  expect(await store.sessions('a1', 2)).toHaveLength(1);
});

describe('tries', () => {
  const clock = { at: 0, now: () => clock.at, after: () => () => undefined, soon: () => undefined };
  const isRefused = (take: () => void): number => {
    try {
      take();
      return 0;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return Number(problem.details.seconds);
    }
  };

  test('P-36 tries come back with time, and the answer says when; those that succeed are not counted', () => {
    const tries = triesOf(clock, { burst: 2, perSecond: 1 / 60 });
    for (let round = 0; round < 20; round += 1) {
      expect(isRefused(() => tries.take('a'))).toBe(0);
      tries.giveBack('a');
    }
    expect([isRefused(() => tries.take('a')), isRefused(() => tries.take('a')), isRefused(() => tries.take('a'))]).toEqual([0, 0, 60]);
    expect(isRefused(() => tries.take('b'))).toBe(0);
    clock.at += 30_000;
    expect(isRefused(() => tries.take('a'))).toBe(30);
    clock.at += 30_000;
    expect([isRefused(() => tries.take('a')), isRefused(() => tries.take('a'))]).toEqual([0, 60]);
  });

  test('G-26 the addresses of one IPv6 network count as one, and another network does not', () => {
    const limits = signInLimits(clock);
    const same = ['2001:db8::1', '2001:db8:0:0:5::', '2001:0db8:0000:0000:ffff:1:2:3', '2001:db8::2', '2001:db8::3'];
    const seconds = [...same, '2001:db8::4', '2001:db8:0:1::1', '::ffff:203.0.113.1'].map((address) =>
      isRefused(() => limits.take({ address, login: 'ann' })),
    );
    expect(seconds).toEqual([0, 0, 0, 0, 0, 60, 0, 0]);
  });

  test('G-26 ten failures of an address are enough, whatever logins it tries', () => {
    const limits = signInLimits(clock);
    const seconds = Array.from({ length: 11 }, (_, index) => isRefused(() => limits.take({ address: 'x', login: `login ${index}` })));
    expect([seconds.slice(0, 10), seconds[10]]).toEqual([Array(10).fill(0), 30]);
  });
});

test('a log of saves names the parts that differ, not their texts', () => {
  const before: Value = { name: 'shop', stages: [{ name: 'Start' }, { name: 'End', prompt: 'a' }], tools: [{ name: 'x' }], persona: 'a' };
  const after: Value = {
    name: 'shop',
    stages: [{ name: 'End', prompt: 'b' }, { name: 'Start' }],
    tools: [{ name: 'y' }],
    persona: 'b',
    knowledge: [1],
  };
  expect(changedPlaces(before, after)).toEqual(['stages "End"', 'tools "x"', 'tools "y"', 'persona', 'knowledge']);
  expect(changedPlaces({ stages: [{ name: 'a' }, { name: 'b' }] }, { stages: [{ name: 'b' }, { name: 'a' }] })).toEqual(['stages (order)']);
  expect(changedPlaces(null, {})).toEqual([]);
  const many = { tools: Array.from({ length: 30 }, (_, index) => ({ name: `t${index}` })) };
  expect(changedPlaces({}, many).at(-1)).toBe('and 10 more');
});
