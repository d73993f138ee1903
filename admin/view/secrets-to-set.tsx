import type { JSX } from 'preact';
import type { NewSecret } from '../document/curl/secret-vault.ts';

/** Which environment variables somebody has to set where the server runs, with the values to copy once. */
export function SecretsToSet({ secrets }: { secrets: readonly NewSecret[] }): JSX.Element | null {
  if (secrets.length === 0) return null;
  return (
    <div class="secrets-to-set">
      <p>
        <strong>Set {secrets.length === 1 ? 'this' : 'these'} where the server runs.</strong> The project has only the{' '}
        {secrets.length === 1 ? 'name' : 'names'}; the {secrets.length === 1 ? 'value is' : 'values are'} kept nowhere.
      </p>
      <pre>{secrets.map(({ name, value }) => `${name}='${value.replaceAll("'", "'\\''")}'`).join('\n')}</pre>
    </div>
  );
}
