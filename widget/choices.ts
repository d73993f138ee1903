import type { WidgetView } from '../shared/protocol.ts';

/** What the script tag decides (docs/widget.md#put-it-on-a-page); it beats what the project says. */
export type Choices = {
  language: string;
  /** Whether the page named the language itself, which then beats the project's. */
  isLanguageChosen: boolean;
  /** Whether the page chose the side itself. */
  isPlaced: boolean;
  theme: string;
  hasSound: boolean;
  countsInTitle: boolean;
  /** Read before the first message, above the greeting. */
  preChat: string;
  /** One line below the composer, and where it leads. */
  consent: string;
  consentLink: string;
  identity: string | undefined;
  /** Words of the project that the page replaces. */
  view: Partial<Pick<WidgetView, 'title' | 'greeting' | 'placeholder'>>;
  colours: Partial<WidgetView['colours']>;
};

/** Reads the `data-` attributes; what is missing is as the project or the page around has it. */
export function choicesOf(said: DOMStringMap): Choices {
  return {
    language: said.language || document.documentElement.lang || navigator.language,
    isLanguageChosen: !!said.language,
    isPlaced: !!said.position,
    theme: said.theme ?? 'light',
    hasSound: said.sound === 'on',
    countsInTitle: said.titleCount !== 'off',
    preChat: said.preChat ?? '',
    consent: said.consent ?? '',
    consentLink: said.consentLink ?? '',
    identity: said.identity,
    view: given({ title: said.title, greeting: said.greeting, placeholder: said.placeholder }),
    colours: given({ accent: said.accent, onAccent: said.onAccent }),
  };
}

/** The project's looks and words with the page's own in their place. */
export const chosen = (widget: WidgetView, { view, colours }: Choices): WidgetView => ({
  ...widget,
  ...view,
  colours: { ...widget.colours, ...colours },
});

/** Only the fields that say something. */
const given = <T extends Record<string, string | undefined>>(fields: T): { [K in keyof T]?: string } =>
  // Leaving fields out keeps the type of those that are left.
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text)) as { [K in keyof T]?: string };
