/** What must come of a hostile script: a value, the start of a coded problem, or one of several. */
export type Hostile = { name: string; code: string; gives: unknown };

const time = 'script.time';
const memory = 'script.memory';
const failed = 'script.failed';
const notJson = 'script.result_not_json';
const tooLarge = 'script.result_too_large';
const hang = 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)';

const loops: Hostile[] = [
  { name: 'a plain loop', code: 'for (;;);', gives: time },
  { name: 'a loop that swallows errors', code: 'for (;;) try { for (;;); } catch {} finally { continue }', gives: time },
  { name: 'a loop in a finally', code: 'try { for (;;); } finally { for (;;); }', gives: time },
  { name: 'indexOf over a fake huge array', code: hang, gives: time },
  { name: 'lastIndexOf over a fake huge array', code: 'Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)', gives: time },
  { name: 'includes over a fake huge array', code: 'Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)', gives: time },
  { name: 'reverse of a fake huge array', code: 'Array.prototype.reverse.call({ length: 2 ** 53 - 1 })', gives: time },
  { name: 'forEach over a fake huge array', code: 'Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => {})', gives: time },
  { name: 'join of a fake huge array', code: 'Array.prototype.join.call({ length: 2 ** 32 })', gives: [time, memory, failed] },
  { name: 'sort of a sparse array', code: 'const a = []; a[2 ** 32 - 2] = 1; a.sort(); return 1', gives: [time, memory, failed, 1] },
  { name: 'copyWithin on a fake huge array', code: 'Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1)', gives: time },
  { name: 'a regular expression that explodes', code: 'return /^(a+)+$/.test("a".repeat(40) + "b")', gives: time },
  { name: 'a regular expression that explodes by back-references', code: 'return /(a*)*\\1b/.test("a".repeat(50))', gives: [time, false] },
  { name: 'a spread without an end', code: 'return [...(function* () { for (;;) yield 1; })()]', gives: [time, memory] },
  {
    name: 'Array.from without an end',
    code: 'return Array.from({ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }).length',
    gives: [time, memory],
  },
  {
    name: 'a microtask that feeds itself while a promise is awaited',
    code: 'const f = () => Promise.resolve().then(f); f(); return new Promise(() => {})',
    gives: [time, memory],
  },
  { name: 'a loop in a getter of the result', code: 'return { get a() { for (;;); } }', gives: time },
  { name: 'a native loop in a getter of the result', code: `return { get a() { return ${hang}; } }`, gives: time },
  { name: 'a loop in toJSON', code: 'return { toJSON() { for (;;); } }', gives: time },
  { name: 'a loop in a proxy that is returned', code: 'return new Proxy({}, { ownKeys() { for (;;); } })', gives: time },
  { name: 'a loop in the message of a thrown object', code: 'throw { get message() { for (;;); } }', gives: time },
  { name: 'a native loop in the message of a thrown object', code: `throw { get message() { return ${hang}; } }`, gives: time },
  { name: 'a loop in toString of a thrown object', code: 'throw { message: 1, toString() { for (;;); } }', gives: time },
  {
    name: 'a loop in the stack of a thrown error',
    code: 'const e = new Error(); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e',
    gives: time,
  },
  { name: 'a loop in a getter of what is logged', code: 'console.log({ get a() { for (;;); } })', gives: time },
  { name: 'a loop in the name of a stage', code: 'goToStage({ toString() { for (;;); } })', gives: time },
  { name: 'a loop in a getter left in vars', code: 'vars.a = { get b() { for (;;); } }', gives: time },
  { name: 'a loop in the traps of vars', code: 'vars = new Proxy({}, { ownKeys() { for (;;); } })', gives: time },
  {
    name: 'a loop by then of a returned promise',
    code: 'const p = Promise.resolve(1); p.constructor = { get [Symbol.species]() { for (;;); } }; return p',
    gives: time,
  },
];

const rejections: Hostile[] = [
  { name: 'a rejection whose message loops', code: 'Promise.reject({ get message() { for (;;); } }); return 1', gives: [1, time] },
  {
    name: 'a rejected error whose stack loops',
    code: 'const e = new Error(); Object.defineProperty(e, "stack", { get() { for (;;); } }); Promise.reject(e); return 1',
    gives: [1, time],
  },
  { name: 'a rejected proxy', code: 'Promise.reject(new Proxy({}, { get() { for (;;); }, ownKeys() { for (;;); } })); return 1', gives: [1, time] },
  { name: 'a rejection that looks like our time-out', code: 'Promise.reject(new Error("Script execution timed out.")); return 1', gives: 1 },
  { name: 'a rejection that looks like our memory limit', code: 'Promise.reject(new Error("memory limit")); return 1', gives: 1 },
  { name: 'many rejections', code: 'for (let i = 0; i < 1e4; i++) Promise.reject(i); return 1', gives: 1 },
];

const bombs: Hostile[] = [
  { name: 'keys without an end', code: 'const o = {}; for (let i = 0; ; i++) o["k" + i] = i', gives: [memory, time] },
  { name: 'a list without an end', code: 'const a = []; for (;;) a.push([1, 2, 3])', gives: [memory, time] },
  { name: 'texts without an end', code: 'const a = []; for (;;) a.push("x".repeat(1e6) + a.length)', gives: [memory, time] },
  { name: 'one text that doubles', code: 'let a = "x"; for (;;) a += a', gives: [failed, memory] },
  { name: 'buffers without an end', code: 'const a = []; for (;;) a.push(new ArrayBuffer(1e6))', gives: memory },
  { name: 'one huge buffer', code: 'return new Uint8Array(2 ** 32).length', gives: [memory, failed] },
  { name: 'one huge array', code: 'return new Array(2 ** 27).fill(1.1).length', gives: [memory, time] },
  { name: 'one huge split', code: 'return "x".repeat(2 ** 28).split("").length', gives: [memory, time, failed] },
  { name: 'a flattened tower', code: 'let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; return a.flat(Infinity).length', gives: [memory, time] },
  {
    name: 'a JSON text that grows',
    code: 'let a = "x"; for (let i = 0; i < 40; i++) a = JSON.stringify([a, a]); return a.length',
    gives: [memory, failed, time],
  },
  { name: 'a map without an end', code: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {})', gives: [memory, time, failed] },
  { name: 'promises without an end', code: 'const a = []; for (;;) a.push(new Promise(() => {}).then(() => {}))', gives: [memory, time] },
  { name: 'closures without an end', code: 'let f = () => 0; for (;;) { const g = f; f = () => g(); }', gives: [memory, time] },
  { name: 'big integers', code: 'let a = 3n; for (;;) a *= a', gives: [failed, time, memory] },
  { name: 'code without an end', code: 'for (let i = 0; ; i++) Function("return " + i + "+" + "1+".repeat(1000) + "1")', gives: [time, memory] },
];

const depths: Hostile[] = [
  { name: 'a deep recursion', code: 'const f = () => f() + 1; f()', gives: `${failed}: RangeError: Maximum call stack` },
  { name: 'a deep recursion through JSON', code: 'const o = { toJSON: () => JSON.stringify(o) }; return JSON.stringify(o)', gives: failed },
  { name: 'a deep tower that is returned', code: 'let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a', gives: notJson },
  {
    name: 'a deep tower of proxies',
    code: 'let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x === undefined',
    gives: [failed, true],
  },
  { name: 'deeply nested code', code: 'return Function("return " + "(".repeat(1e5) + "1" + ")".repeat(1e5))()', gives: [failed, 1] },
  { name: 'a deeply nested expression to match', code: 'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("")', gives: [failed, true] },
  { name: 'a recursion through toString', code: 'const a = []; a[0] = { toString: () => String(a) }; a[0].toString()', gives: [failed, null] },
  { name: 'a circle that is returned', code: 'const a = {}; a.a = a; return a', gives: notJson },
  { name: 'a circle left in vars', code: 'vars.me = vars', gives: notJson },
];

const answers: Hostile[] = [
  { name: 'a huge text', code: 'return "x".repeat(300_000)', gives: tooLarge },
  { name: 'a huge text in three-byte letters', code: 'return "€".repeat(90_000)', gives: tooLarge },
  { name: 'a huge variable', code: 'vars.a = "x".repeat(300_000)', gives: tooLarge },
  { name: 'huge signals', code: 'for (let i = 0; i < 50; i++) respond("x".repeat(10_000))', gives: tooLarge },
  { name: 'a flood of signals', code: 'for (;;) suppressResponse()', gives: `${failed}: RangeError: a script may give` },
  { name: 'a flood of log lines', code: 'for (let i = 0; i < 1e5; i++) console.log("x".repeat(5000)); return 1', gives: 1 },
  { name: 'a promise that never settles', code: 'return new Promise(() => {})', gives: `${failed}: the promise that it gave back never settles` },
  { name: 'a promise that is rejected with a hostile thing', code: 'return Promise.reject({ get message() { throw 1; } })', gives: failed },
  { name: 'a function as a result', code: 'return () => 1', gives: notJson },
  { name: 'a symbol as a result', code: 'return Symbol("x")', gives: notJson },
  { name: 'a big integer as a result', code: 'return 1n', gives: notJson },
  { name: 'a getter of the result that throws', code: 'return { get a() { throw new Error("no"); } }', gives: notJson },
  { name: 'a proxy of the result that throws', code: 'return new Proxy({}, { get() { throw null; } })', gives: notJson },
  { name: 'a revoked proxy', code: 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy', gives: [failed, notJson] },
  {
    name: 'a thrown revoked proxy',
    code: 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy',
    gives: `${failed}: something was thrown`,
  },
  { name: 'a thrown symbol', code: 'throw Symbol("x")', gives: `${failed}: Symbol(x)` },
  { name: 'a thrown nothing', code: 'throw undefined', gives: `${failed}: undefined` },
  { name: 'a thrown function', code: 'throw Object.assign(() => {}, { message: "x" })', gives: failed },
  { name: 'an error whose message is an object', code: 'const e = new Error(); e.message = {}; throw e', gives: failed },
  { name: 'toJSON that gives nothing', code: 'return { toJSON() {} }', gives: null },
  {
    name: 'an answer that looks like ours',
    code: 'return { ok: false, code: "script.memory", toJSON: undefined }',
    gives: { ok: false, code: 'script.memory' },
  },
  { name: 'a text that looks like a frame', code: 'return "\\u0000\\u0001]}|D9|"', gives: '\u0000\u0001]}|D9|' },
  { name: 'lone surrogates', code: 'return "\\ud800" + "a"', gives: '\ud800a' },
  {
    name: 'a reserved name in vars',
    code: 'Object.defineProperty(vars, "__proto__", { value: { a: 1 }, enumerable: true }); vars.constructor = 1',
    gives: failed,
  },
  { name: 'vars replaced by a list', code: 'vars = [1]', gives: notJson },
];

const tricks: Hostile[] = [
  { name: 'this', code: 'return typeof this', gives: 'undefined' },
  { name: 'this of a loose function', code: 'return typeof Function("return this")().process', gives: 'undefined' },
  {
    name: 'process, require, module, import.meta',
    code: 'return [typeof process, typeof require, typeof module, typeof exports, typeof Buffer, typeof fetch, typeof setTimeout]',
    gives: Array(7).fill('undefined'),
  },
  { name: 'a dynamic import', code: 'return import("node:fs").then(() => "in", () => "out")', gives: ['out', failed] },
  {
    name: 'a constructor of a constructor',
    code: 'return typeof vars.constructor.constructor("return typeof process + typeof require")()',
    gives: 'string',
  },
  {
    name: 'a constructor that looks for the host',
    code: 'return console.log.constructor("return typeof process + typeof global")()',
    gives: 'undefinedundefined',
  },
  { name: 'the constructor of an async function', code: 'return (async () => {}).constructor("return typeof process")()', gives: 'undefined' },
  { name: 'an indirect eval', code: 'return (0, eval)("typeof process + typeof vars")', gives: 'undefinedundefined' },
  { name: 'the caller', code: 'function f() { return f.caller; } return f()', gives: failed },
  { name: 'the caller of a loose function', code: 'return Function("return arguments.callee.caller")() === null', gives: true },
  { name: 'the frames of an error', code: 'Error.prepareStackTrace = (_, frames) => frames; return 1', gives: failed },
  {
    name: 'the frames by a subclass',
    code: 'class E extends Error { static prepareStackTrace(_, f) { return f[0].getFunction(); } } return typeof new E().stack',
    gives: 'string',
  },
  { name: 'code that closes the wrapper', code: '}, function () { return 1; }]; [function () {', gives: 'script.syntax' },
  { name: 'code that closes a comment', code: '*/ } return 1; /*', gives: 'script.syntax' },
  { name: 'code that leaves a comment open', code: 'return 1 /*', gives: 'script.syntax' },
  { name: 'code that ends in an open line comment', code: 'return 1 // here', gives: 1 },
  { name: 'code that leaves a text open', code: 'return `', gives: 'script.syntax' },
  { name: 'a getter on the indices of lists', code: 'Object.defineProperty(Array.prototype, 0, { get() { return "x"; } })', gives: failed },
  { name: 'toJSON on all objects', code: 'Object.prototype.toJSON = () => "x"', gives: failed },
  { name: 'a setter on all objects', code: 'Object.defineProperty(Object.prototype, "ok", { set() {} })', gives: failed },
  { name: 'another prototype for Object.prototype', code: 'Object.setPrototypeOf(Object.prototype, { x: 1 })', gives: failed },
  { name: '__proto__ of a literal', code: '({}).__proto__.polluted = 1', gives: failed },
  { name: '__defineGetter__', code: '({}).__proto__.__defineGetter__("x", () => 1)', gives: failed },
  { name: 'a new JSON.stringify', code: 'JSON.stringify = () => "1"', gives: failed },
  { name: 'a new Reflect.apply', code: 'Reflect.apply = () => 1', gives: failed },
  { name: 'a new Symbol.iterator of lists', code: 'Array.prototype[Symbol.iterator] = null', gives: failed },
  { name: 'a new species', code: 'Object.defineProperty(Array, Symbol.species, { value: function () { return {}; } })', gives: failed },
  { name: 'a hasInstance of Promise', code: 'Object.defineProperty(Promise, Symbol.hasInstance, { value: () => true })', gives: failed },
  { name: 'a then on all objects', code: 'Object.prototype.then = (f) => f(1)', gives: failed },
  { name: 'WebAssembly', code: 'return new WebAssembly.Memory({ initial: 10000 })', gives: failed },
  { name: 'shared memory and waiting', code: 'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', gives: failed },
  {
    name: 'a buffer that grows',
    code: 'const b = new ArrayBuffer(8, { maxByteLength: 2 ** 30 }); return [b.byteLength, typeof b.resize]',
    gives: [8, 'undefined'],
  },
  { name: 'a weak reference', code: 'return typeof WeakRef + typeof FinalizationRegistry', gives: 'undefinedundefined' },
  { name: 'Symbol.unscopables and with', code: 'return Function("with (this) { return typeof vars }")()', gives: 'undefined' },
  { name: 'Symbol.toPrimitive on a signal', code: 'respond({ [Symbol.toPrimitive]() { throw new Error("no"); } })', gives: `${failed}: no` },
  { name: 'a promise that is none', code: 'return Object.create(Promise.prototype)', gives: {} },
  {
    name: 'a subclass of Promise with its own then',
    code: 'class P extends Promise { then() { for (const n of [1]) throw n; } } return new P((ok) => ok(3))',
    gives: [3, failed],
  },
];

/** Scripts that want to hang, to bloat, to break out or to mislead. */
export const hostileScripts: Hostile[] = [...loops, ...rejections, ...bombs, ...depths, ...answers, ...tricks];
