/** What the script tag says, read from its `data-` attributes. */
export type Settings = {
  project: string;
  /** The folder that the loader came from. */
  base: URL;
  language: string;
  /** Whether the page named the language itself, which then beats the project's. */
  isLanguageChosen: boolean;
  /** Whether the page chose the side itself. */
  isPlaced: boolean;
  theme: string;
};

/** What the loader hands to the panel: the place on the page, and a way to speak to the page. */
export type Handle = {
  settings: Settings;
  host: HTMLElement;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  badge: HTMLElement;
  /** Shows one line beside the launcher while there is no panel; an empty one takes it away. */
  sorry(line: string): void;
  tell(event: string, data?: unknown): void;
  remove(): void;
};

/** One call of the page, such as `['command', 'track_order', { order: '12345' }]`. */
export type Call = readonly unknown[];

/** What the panel's module exports. */
export type PanelModule = { start(handle: Handle): (call: Call) => void };

/** The file name of the panel, with its hash; the build fills it in. */
declare global {
  const PANEL_FILE: string;
}
