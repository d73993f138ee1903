// @ts-check
/**
 * A stream of luck that depends on the trip's seed and the call's place alone; 53 bits a number, from 0 up to but not including 1.
 * @param {number} seed
 * @param {number} place
 * @returns {() => number}
 */
export function luck(seed, place) {
  const words = new Uint32Array(new Float64Array([seed]).buffer);
  const mix = mixer((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x85ebca6b) ^ Math.imul(place + 1, 0x9e3779b9));
  const next = stream(mix(), mix(), mix(), (words[1] ?? 0) ^ mix());
  for (let round = 0; round < 12; round += 1) next();
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
}

/**
 * A random identifier of version 4, drawn from the given luck.
 * @param {() => number} random
 */
export function uuid(random) {
  const digits = 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx';
  return digits.replace(/[xy]/g, (place) => {
    const digit = Math.floor(random() * 16);
    return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}

/** Splitmix32: spreads a seed over words. @param {number} state */
function mixer(state) {
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
}

/** Sfc32: small, fast, passes the usual test batteries. @param {number} a @param {number} b @param {number} c @param {number} counter */
function stream(a, b, c, counter) {
  return () => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
}
