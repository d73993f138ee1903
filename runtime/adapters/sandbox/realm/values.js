// @ts-check
import { Refusal, reasonOf } from './describe.js';

/**
 * A copy of plain data that shares nothing with it.
 * @param {any} value @returns {any}
 */
export function copy(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  /** @type {Record<string, unknown>} */
  const own = {};
  for (const key of Object.keys(value)) put(own, key, copy(value[key]));
  return own;
}

/**
 * As JSON; nothing given is `null`. Throws a refusal where JSON has no word for it.
 * @param {unknown} value @returns {string}
 */
export function toText(value) {
  if (value === undefined) return 'null';
  if (typeof value === 'function' || typeof value === 'symbol') throw new Refusal('script.result_not_json', `it is a ${typeof value}`);
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (problem) {
    throw new Refusal('script.result_not_json', reasonOf(problem));
  }
}

/**
 * What a script left changed, name by name, as JSON text.
 * @param {Record<string, unknown>} before @param {unknown} after @param {string} holder
 */
export function changesText(before, after, holder) {
  if (typeof after !== 'object' || after === null || Array.isArray(after)) {
    throw new Refusal('script.result_not_json', `${holder} must stay an object`);
  }
  const held = /** @type {Record<string, unknown>} */ (after); // any object can be read by name
  const kept = new Set();
  const set = [];
  for (const key of Object.keys(held)) {
    const value = held[key];
    if (value === undefined) continue;
    kept.add(key);
    if (Object.hasOwn(before, key) && same(before[key], value)) continue;
    if (unsafe.has(key)) throw new Refusal('script.failed', `${holder} cannot hold the reserved name "${key}"`);
    set.push(`${JSON.stringify(key)}:${toText(value)}`);
  }
  const removed = Object.keys(before).filter((key) => !kept.has(key));
  return `{"set":{${set.join(',')}},"removed":${JSON.stringify(removed)}}`;
}

const unsafe = new Set(['__proto__', 'prototype', 'constructor']);

/** Whether plain data is left as it was, order of keys aside; anything that is no plain data is not. @param {any} before @param {any} after @returns {boolean} */
function same(before, after) {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  if (Object.getPrototypeOf(before) !== Object.getPrototypeOf(after)) return false;
  const keys = Object.keys(before);
  if (Array.isArray(before) && before.length !== after.length) return false;
  return keys.length === Object.keys(after).length && keys.every((key) => Object.hasOwn(after, key) && same(before[key], after[key]));
}

/** @param {Record<string, unknown>} holder @param {string} key @param {unknown} value */
function put(holder, key, value) {
  if (key === '__proto__') Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
  else holder[key] = value;
}
