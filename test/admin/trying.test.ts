import { describe, expect, test } from 'vitest';
import { createApi } from '../../admin/api.ts';
import { readValue, valueText } from '../../admin/document/written-value.ts';
import { findLastCall, lastCall } from '../../admin/trying/last-call.ts';
import { sampleLog } from './sample-log.ts';

describe('the last call of a tool', () => {
  test('is found with its inputs and the state that it met, not the one that it left', () => {
    expect(lastCall(sampleLog, 'find_order')).toMatchObject({
      ok: true,
      trial: {
        tool: 'find_order',
        parameters: { orderNumber: '12345' },
        vars: { retryCount: 1 },
        profile: {},
        stage: 'start',
        userInput: 'has my parcel 12345 shipped?',
      },
    });
  });

  test('also a failed one, which is what an author wants to run again', () => {
    expect(lastCall(sampleLog, 'open_return')).toMatchObject({
      ok: false,
      trial: { parameters: { orderNumber: 'A7' }, vars: { status: 'shipped' } },
    });
    expect(lastCall(sampleLog, 'never_called')).toBeNull();
  });

  test('is looked for in the newest conversations, page by page, until one is found', async () => {
    const paths: string[] = [];
    const fetcher = async (input: RequestInfo | URL): Promise<Response> => {
      const url = new URL(String(input), 'http://localhost');
      paths.push(url.pathname.replace('/admin/api/projects/shop/', ''));
      if (url.pathname.endsWith('/conversations')) return Response.json({ conversations: [{ id: 'new' }, { id: 'old' }, { id: 'older' }] });
      const events = url.pathname.includes('/old/') ? sampleLog.filter(({ seq }) => seq > Number(url.searchParams.get('after'))) : [];
      return Response.json({ events: events.slice(0, 4), hasMore: events.length > 4 });
    };
    const found = await findLastCall(
      createApi(() => {}, fetcher),
      'shop',
      'find_order',
    );
    expect(found?.trial.parameters).toEqual({ orderNumber: '12345' });
    expect(paths.filter((path) => path.includes('/old/')).length).toBeGreaterThan(1);
    expect(paths.some((path) => path.includes('/older/'))).toBe(false);
  });
});

describe('a value in a field', () => {
  test.each([
    ['string', '12', '12'],
    ['number', '12.5', 12.5],
    ['number', 'twelve', 'twelve'],
    ['any', '12', 12],
    ['any', 'some words', 'some words'],
    ['any', '"12"', '12'],
    ['list', '["a"]', ['a']],
    ['object', '{\n  "a": 1\n}', { a: 1 }],
  ])('%s: %s is read and shown again', (type, text, value) => {
    expect(readValue(text, type)).toEqual({ ok: true, value });
    expect(readValue(valueText(value, type), type)).toEqual({ ok: true, value });
  });

  test('what is empty is nothing, and unfinished JSON is no value', () => {
    expect(readValue('', 'object')).toEqual({ ok: true, value: undefined });
    expect(readValue('{"a":', 'object')).toEqual({ ok: false });
    expect(valueText(undefined, 'any')).toBe('');
  });
});
