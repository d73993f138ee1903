import { main } from '../../runtime/main.ts';
import { jumps } from '../fake-time.ts';
import { seeded } from '../seeded.ts';
import { root } from './stand.ts';

/** The real server in a process whose clock is set, by hundreds of settings a second or as it is told. */
export type Told = { shake: number } | { set: number };

const real = Date.now;
const time = { set: 0 };
globalThis.Date = class extends Date {
  constructor(...given: []) {
    // What is given, of whatever kind, goes on as it is; without it, a date is now.
    super(...(given.length > 0 ? given : ([real() + time.set] as unknown as [])));
  }
  static override now = (): number => real() + time.set;
} as DateConstructor; // all that is called of it is there; nobody calls it without `new`

let shaking: NodeJS.Timeout | undefined;
process.on('message', (told: Told) => {
  clearTimeout(shaking);
  if ('set' in told) time.set = told.set;
  else shake(seeded(told.shake));
  process.send?.({ said: Date.now() });
});

function shake(roll: () => number): void {
  time.set = roll() < 0.2 ? 0 : (jumps[Math.floor(roll() * jumps.length)] ?? 0);
  shaking = setTimeout(() => shake(roll), roll() * 10);
}

const server = await main(root, process.env);
process.send?.({ port: server.port, link: await server.access.newLink() });
process.on('SIGTERM', () => {
  server.stop().finally(() => process.exit(0));
});
