import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { main } from '../../runtime/main.ts';

/** The real server, as `npm start` runs it, that also says how its event loop does. */
const delay = monitorEventLoopDelay({ resolution: 1 });
const server = await main(join(import.meta.dirname, '../..'), process.env);
delay.enable();
process.send?.({ port: server.port });
/** Bytes that are held on to, in the heap and beside it. */
const held = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

process.on('message', (question) => {
  if (question === 'reset') delay.reset();
  if (question === 'collect') globalThis.gc?.();
  process.send?.({ answer: question === 'lag' ? delay.percentile(99) / 1e6 - 1 : held() });
});
process.on('SIGTERM', () => {
  server.stop().finally(() => process.exit(0));
});
