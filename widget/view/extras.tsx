import type { JSX } from 'preact';
import type { VisitorMessage } from '../../shared/protocol.ts';
import type { Running } from '../running.ts';
import { lazily } from './lazily.tsx';

const Cards = lazily(() => import('./cards.tsx').then((part) => part.Cards));
const Form = lazily(() => import('./form.tsx').then((part) => part.Form));
/** The files of a message. */
export const SentFiles = lazily(() => import('./files.tsx').then((part) => part.SentFiles));

/** What stands below a message; each kind is a part of its own that is loaded when it is first there. */
export function Extras({ message, running }: { message: VisitorMessage; running: Running }): JSX.Element {
  const { id, cards, form } = message;
  return (
    <>
      {cards && <Cards cards={cards} running={running} />}
      {form && <Form id={id} form={form} running={running} />}
    </>
  );
}
