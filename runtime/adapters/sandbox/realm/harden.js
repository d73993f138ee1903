// @ts-check
const removedGlobals = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'Temporal', 'ShadowRealm', 'console'];
const keptRegExpStatics = new Set(['length', 'name', 'prototype', 'escape']);
const removedBufferMembers = ['resize', 'resizable', 'maxByteLength'];

/** Takes away what could carry state or harm, then freezes everything a script can reach. Runs once, when the realm is new. */
export function harden() {
  removeGlobals();
  fixBuffers();
  lockErrors();
  fixSegments();
  for (const prototype of overridable()) tame(prototype);
  freezeAll([globalThis, ...hidden()]);
}

function removeGlobals() {
  for (const name of removedGlobals) Reflect.deleteProperty(globalThis, name);
  // `RegExp.$1` and its like remember the last match of whoever matched.
  for (const name of Object.getOwnPropertyNames(RegExp)) {
    if (!keptRegExpStatics.has(name)) Reflect.deleteProperty(RegExp, name);
  }
}

/** A resizable buffer could grow past what the allocator counted. */
function fixBuffers() {
  const RealBuffer = ArrayBuffer;
  for (const name of removedBufferMembers) Reflect.deleteProperty(RealBuffer.prototype, name);
  /** @param {number} length */
  function FixedBuffer(length) {
    if (new.target === undefined) throw new TypeError("Constructor ArrayBuffer requires 'new'");
    return Reflect.construct(RealBuffer, [length], new.target);
  }
  Object.defineProperties(FixedBuffer, {
    prototype: { value: RealBuffer.prototype, writable: false },
    name: { value: 'ArrayBuffer' },
    isView: { value: RealBuffer.isView },
    [Symbol.species]: { get: () => FixedBuffer },
  });
  Object.defineProperty(RealBuffer.prototype, 'constructor', { value: FixedBuffer });
  Object.defineProperty(globalThis, 'ArrayBuffer', { value: FixedBuffer });
}

/** With its own `prepareStackTrace` a script would get hold of the frames, and the functions, below it. */
function lockErrors() {
  Object.defineProperty(Error, 'prepareStackTrace', { value: undefined, writable: false, enumerable: false, configurable: false });
  Object.defineProperty(Error, 'stackTraceLimit', { value: 10, writable: false, enumerable: false, configurable: false });
}

/** What `segment` gives cannot be had without loading its dictionaries, 10 MB for a thing hardly anyone uses: its prototypes are frozen with the first use. */
function fixSegments() {
  const { segment } = Intl.Segmenter.prototype;
  let isFrozen = false;
  const frozenSegment = {
    /** @this {Intl.Segmenter} @param {string} text */
    segment(text) {
      const segments = Reflect.apply(segment, this, [text]);
      if (!isFrozen) freezeAll([Object.getPrototypeOf(segments), Object.getPrototypeOf(segments[Symbol.iterator]())]);
      isFrozen = true;
      return segments;
    },
  };
  Object.defineProperty(Intl.Segmenter.prototype, 'segment', { value: frozenSegment.segment });
}

function overridable() {
  const errors = [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
  return [Object.prototype, Function.prototype, Promise.prototype, Date.prototype, ...errors.map((error) => error.prototype)];
}

/**
 * On a frozen prototype a data member forbids `own.toString = …` on every heir; an accessor that defines it on the heir does not.
 * @param {object} prototype
 */
function tame(prototype) {
  for (const key of Reflect.ownKeys(prototype)) {
    const member = Object.getOwnPropertyDescriptor(prototype, key);
    if (!member || !('value' in member) || !member.configurable || !member.writable) continue;
    const { value, enumerable } = member;
    Object.defineProperty(prototype, key, { enumerable, configurable: false, ...overrideSafe(prototype, key, value) });
  }
}

/** @param {object} prototype @param {PropertyKey} key @param {unknown} value */
function overrideSafe(prototype, key, value) {
  return {
    get: () => value,
    /** @this {unknown} @param {unknown} own */
    set(own) {
      if (this === prototype) throw new TypeError(`Cannot assign to read only property '${String(key)}' of a built-in object`);
      if ((typeof this !== 'object' || this === null) && typeof this !== 'function') return;
      Object.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
    },
  };
}

/** Built-in objects that no global names. */
function hidden() {
  /** @param {string} code */
  const iterate = (code) => Function(`return ${code}`)();
  const seeds = [
    'function* () {}',
    'async () => {}',
    'async function* () {}',
    '[][Symbol.iterator]()',
    '""[Symbol.iterator]()',
    'new Map()[Symbol.iterator]()',
    'new Set()[Symbol.iterator]()',
    '/./[Symbol.matchAll]("")',
    '[][Symbol.iterator]().map((it) => it)',
    'Iterator.from({ next() { return { done: true }; } })',
    '(function* () {})()',
    '(async function* () {})()',
  ];
  const thrower = iterate('Object.getOwnPropertyDescriptor((function () { "use strict"; return arguments; })(), "callee").get');
  return [thrower, ...seeds.map((code) => Object.getPrototypeOf(iterate(code)))];
}

/** @param {object[]} roots */
function freezeAll(roots) {
  const seen = new Set(roots);
  const visit = (/** @type {unknown} */ next) => {
    if ((typeof next === 'object' && next !== null) || typeof next === 'function') seen.add(next);
  };
  for (const found of seen) {
    visit(Object.getPrototypeOf(found));
    for (const key of Reflect.ownKeys(found)) {
      const member = Object.getOwnPropertyDescriptor(found, key);
      visit(member?.value);
      visit(member?.get);
      visit(member?.set);
    }
  }
  for (const found of seen) Object.freeze(found);
}
