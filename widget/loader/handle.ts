/** What the script tag says. */
export type Settings = {
  project: string;
  /** The folder that the loader came from. */
  base: URL;
  /** Its `data-` attributes as they stand; `choices.ts` reads them. */
  said: DOMStringMap;
};

/** What the loader hands to the panel: the place on the page, and a way to speak to the page. */
export type Handle = {
  settings: Settings;
  host: HTMLElement;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  /** Shows one line beside the launcher while there is no panel; an empty one takes it away. */
  sorry(line: string): void;
  tell(event: string, data?: unknown): void;
  /** The refusal that the page was told of, as long as it stands. */
  refusal?: string | undefined;
  remove(): void;
};

/** One call of the page, such as `['command', 'track_order', { order: '12345' }]`. */
export type Call = readonly unknown[];

/** What the panel's module exports. */
export type PanelModule = { start(handle: Handle): (call: Call) => void };

/** What the module of messages that come by themselves exports. */
export type NudgeModule = { start(handle: Handle, speak: (...call: unknown[]) => unknown): (call: Call) => void };

/** The file names of the parts, with their hashes; the build fills them in. */
declare global {
  const PANEL_FILE: string;
  const NUDGE_FILE: string;
}
