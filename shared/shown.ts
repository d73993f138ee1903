import type { Values } from './value.ts';

export type ShownButton = { label: string; command?: string; parameters?: Values };
export type ShownImage = { url: string; alt: string };
/** One field of a form; `options` are what a choice offers. */
export type FormField = {
  name: string;
  label: string;
  type: 'text' | 'multiline' | 'email' | 'phone' | 'number' | 'date' | 'time' | 'url' | 'choice' | 'boolean';
  required: boolean;
  options?: string[];
};
/** A form under a message: sending it fires the command with these parameters and the values of its fields. */
export type ShownForm = { command: string; parameters?: Values; fields: FormField[]; submit?: string };
/** A card; several under one message are a carousel. */
export type ShownCard = { title: string; text?: string; image?: ShownImage; link?: string; buttons?: ShownButton[] };

/** Everything that a message of the bot shows beside its text. */
export type ShownBeside = { buttons?: ShownButton[]; images?: ShownImage[]; cards?: ShownCard[]; form?: ShownForm };
