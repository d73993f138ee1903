import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const packets = fileURLToPath(new URL('../connection/packets.ts', import.meta.url));

/** Modules of the stock client that a widget over websockets alone has no use for, and what stands there instead. */
const replaced: [RegExp, string][] = [
  [
    /engine\.io-client\/build\/esm\/transports\/index\.js$/,
    `export { WS } from './websocket.js'; import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  ],
  [
    /engine\.io-client\/build\/esm\/index\.js$/,
    `export { Socket } from './socket.js'; export { installTimerFunctions } from './util.js'; export { nextTick } from './globals.js'; export { parse } from './contrib/parseuri.js';`,
  ],
  [
    /engine\.io-parser\/build\/esm\/index\.js$/,
    `import { ERROR_PACKET, PACKET_TYPES, PACKET_TYPES_REVERSE } from './commons.js';
     export const protocol = 4;
     export const encodePacket = ({ type, data }, _binary, then) => then(PACKET_TYPES[type] + (data || ''));
     export const decodePacket = (text) => {
       const type = typeof text === 'string' ? PACKET_TYPES_REVERSE[text.charAt(0)] : undefined;
       return type ? { type, data: text.length > 1 ? text.slice(1) : undefined } : ERROR_PACKET;
     };`,
  ],
  [/socket\.io-client\/build\/esm\/index\.js$/, `export { Manager } from './manager.js';`],
];

type Change = { file: RegExp; from: string; to: string };

const changed: Change[] = [
  // A namespace as a value makes the bundler walk it with `for … in`, which fails where a host put members on `Object.prototype`.
  {
    file: /socket\.io-client\/build\/esm\/manager\.js$/,
    from: 'import * as parser from "socket.io-parser";',
    to: 'import { Decoder, Encoder } from "socket.io-parser"; const parser = { Decoder, Encoder };',
  },
  // Only an upgrade from polling names a session; here the id could only be one that a host put on `Object.prototype`.
  { file: /engine\.io-client\/build\/esm\/socket\.js$/, from: 'if (this.id)', to: 'if (false)' },
  // These pick a cookie jar and a timer for Node; their browser twins do nothing or use the browser's own.
  { file: /engine\.io-client\/build\/esm\/(socket|util|transports\/websocket)\.js$/, from: 'globals.node.js', to: 'globals.js' },
];

/** Leaves long polling, WebTransport and binary packets out of socket.io-client, and puts our packet format in. */
export const trimSocketIo = (): Plugin => ({
  name: 'promptside:trim-socket-io',
  enforce: 'pre',
  resolveId: (source) => (source === 'socket.io-parser' ? packets : undefined),
  load: (id) => {
    const found = replaced.find(([file]) => file.test(id));
    return found ? { code: found[1], moduleSideEffects: false } : undefined;
  },
  transform: (code, id) => {
    const changes = changed.filter(({ file }) => file.test(id));
    return changes.length > 0 ? { code: changes.reduce((text, change) => apply(text, change, id), code), map: null } : undefined;
  },
});

function apply(code: string, { from, to }: Change, id: string): string {
  if (!code.includes(from)) throw new Error(`${id} has changed and no longer says "${from}"; look at widget/build/trim-socket-io.ts.`);
  return code.replaceAll(from, to);
}
