import type { Door } from './door.ts';

const day = 86_400_000;
/** Not with the start itself, which has visitors waiting. */
const firstAfter = 60_000;

/**
 * Once a day: visitors' files that are older than the setting says leave, if it says so, and with them what broken uploads left a day
 * ago. The answer stops it.
 */
export function sweepFiles({ files, clock, settings, log }: Pick<Door, 'files' | 'clock' | 'settings' | 'log'>): () => void {
  let cancel = clock.after(firstAfter, sweep);
  function sweep(): void {
    cancel = clock.after(day, sweep);
    const now = clock.now();
    files.removeBefore({ files: settings.filesDays > 0 ? now - settings.filesDays * day : 0, halves: now - day }).then(
      (removed) => removed > 0 && log.info({ removed }, 'removed files of visitors that were kept long enough'),
      (error) => log.error({ error }, 'files of visitors could not be removed; tried again tomorrow'),
    );
  }
  return () => cancel();
}
