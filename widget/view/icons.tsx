import type { JSX } from 'preact';

const paths = {
  send: 'M4 12l16-8-5 16-3.5-6.5z',
  close: 'M6 9l6 6 6-6',
  restart: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  down: 'M12 5v14M6 13l6 6 6-6',
  more: 'M5 11.7v.6M12 11.7v.6M19 11.7v.6',
  stop: 'M7 7h10v10H7z',
  alert: 'M12 8v5M12 16.5v.1M12 3l9.5 17h-19z',
} as const;

/** A small drawing that says nothing to a screen reader; what it stands for is said by its button. */
export function Icon({ name }: { name: keyof typeof paths }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
