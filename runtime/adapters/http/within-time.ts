/** The work's result, or the problem of being late; the signal tells the work to stop, and nobody waits until it has. */
export async function withinTime<T>(milliseconds: number, late: () => Error, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    // First the reason, then the end: the work must not win with its own complaint of having been stopped.
    reject(late());
    controller.abort();
  }, milliseconds);
  const working = work(controller.signal);
  working.catch(() => undefined);
  try {
    return await Promise.race([working, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
