import type { JSX } from 'preact';
import type { NewAccount } from '../../shared/admin.ts';
import { FormField } from './sent-form.tsx';

/** Name, login and password of somebody new. */
export function PersonFields(): JSX.Element {
  return (
    <>
      <FormField label="Your name" name="name" hint="Stands beside what you publish and decide." autocomplete="name" />
      <FormField label="Login" name="login" hint="An e-mail address or a name without spaces." autocomplete="username" />
      <FormField
        label="Password"
        name="password"
        hint="Ten characters or more; a sentence is easiest."
        type="password"
        autocomplete="new-password"
        minLength={10}
      />
    </>
  );
}

/** What the fields of `PersonFields` hold. */
export const personIn = ({ name = '', login = '', password = '' }: Record<string, string>): NewAccount => ({ name, login, password });
