import type { Connection } from './connection/connection.ts';

const againAfter = 3_000;
const overAfter = 4_000;

/** Tells the person on the other side that the visitor is writing: seldom, and only while there is such a person. */
export function typingNews(connection: Connection): { typed(): void; stopped(): void } {
  let said = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (on: boolean): void => connection.mention({ name: 'typing', packet: { on } });
  const stopped = (): void => {
    clearTimeout(timer);
    if (said) tell(false);
    said = 0;
  };
  return {
    typed() {
      if (connection.state.status !== 'with_human') return;
      if (Date.now() - said > againAfter) {
        said = Date.now();
        tell(true);
      }
      clearTimeout(timer);
      timer = setTimeout(stopped, overAfter);
    },
    stopped,
  };
}
