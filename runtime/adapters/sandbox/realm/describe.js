// @ts-check
const maximumReason = 500;
/** What the engine says where a buffer would pass the memory limit. */
const noBuffer = 'RangeError: Array buffer allocation failed';
/** Lines that stand above the author's first one in a compiled function: two of the engine's, one of ours. */
const linesAbove = 3;

/** Thrown where a call is refused for a reason of its own; `cause` may be anything that a script threw. */
export class Refusal {
  #code;

  /** @param {string} code @param {unknown} cause */
  constructor(code, cause) {
    this.#code = code;
    this.cause = cause;
  }

  /** The code of a refusal, nothing for anything else; unlike `instanceof` it wakes no proxy. @param {unknown} thrown */
  static codeOf(thrown) {
    return typeof thrown === 'object' && thrown !== null && #code in thrown ? thrown.#code : undefined;
  }
}

/**
 * Any thrown thing as plain text with its place in the author's code. What looking at it throws is swallowed; what it hangs on ends with the time limit.
 * @param {unknown} thrown
 */
export function describe(thrown) {
  const code = Refusal.codeOf(thrown);
  const cause = code === undefined ? thrown : /** @type {Refusal} */ (thrown).cause; // only a refusal has its code
  const reason = shorten(reasonOf(cause));
  if (reason === noBuffer) return { code: 'script.memory', reason: '' };
  return { code: code ?? 'script.failed', reason, ...placeOf(cause) };
}

/** @param {unknown} thrown @returns {string} */
export function reasonOf(thrown) {
  try {
    if (typeof thrown !== 'object' || thrown === null) return typeof thrown === 'function' ? 'a function was thrown' : String(thrown);
    const { name, message } = /** @type {Error} */ (thrown); // read like an error, whatever it is: absent members are undefined
    if (typeof message !== 'string') return String(thrown);
    return typeof name === 'string' && name !== 'Error' ? `${name}: ${message}` : message;
  } catch {
    return 'something was thrown that cannot be put into words';
  }
}

/** @param {unknown} thrown */
function placeOf(thrown) {
  const unknown = { line: 1, column: 1 };
  try {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    const found = typeof stack === 'string' ? /<anonymous>:(\d{1,6}):(\d{1,6})\)?$/m.exec(stack.slice(0, 5_000)) : null;
    if (!found) return unknown;
    return { line: Math.max(1, Number(found[1]) - linesAbove), column: Math.max(1, Number(found[2])) };
  } catch {
    return unknown;
  }
}

/** @param {string} text */
const shorten = (text) => (text.length > maximumReason ? `${text.slice(0, maximumReason - 1)}…` : text);
