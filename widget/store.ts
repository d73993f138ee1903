import { createStore, type StoreApi } from 'zustand/vanilla';
import { type State, start } from './connection/state.ts';
import { type Strings, strings } from './language/strings.ts';

/** What the view shows: the conversation as the connection has it, and how the panel stands. */
export type Shown = {
  talk: State;
  isOpen: boolean;
  /** Set when the visitor opened the panel: the composer takes the focus and unsets it. */
  wantsFocus: boolean;
  /** New messages while the panel was closed. */
  unread: number;
  hasSound: boolean;
  strings: Strings;
  /** The language that is spoken; empty until one is known. */
  language: string;
  direction: 'ltr' | 'rtl';
};

export type Store = StoreApi<Shown>;

/** A fresh store, closed and with English words until the language is known. */
export const createShown = (): Store =>
  createStore<Shown>(() => ({
    talk: start(),
    isOpen: false,
    wantsFocus: false,
    unread: 0,
    hasSound: false,
    strings,
    language: '',
    direction: 'ltr',
  }));
