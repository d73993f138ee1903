import { expect, test } from 'vitest';
import { environmentSecrets } from '../../../runtime/adapters/secrets/environment-secrets.ts';
import { settingsFrom } from '../../../runtime/settings.ts';

test('P-37 where names are listed, documents can name no others', () => {
  const environment = { SHOP_KEY: 'one', CLOUD_KEY: 'two', PROMPTSIDE_WEBHOOK_SECRET: 'own' };
  const get = (names: string) =>
    ['SHOP_KEY', 'CLOUD_KEY', 'PROMPTSIDE_WEBHOOK_SECRET'].map(
      environmentSecrets(environment, settingsFrom({ PROMPTSIDE_SECRET_NAMES: names }).secretNames).get,
    );
  expect(get('')).toEqual(['one', 'two', 'own']);
  expect(get(' SHOP_KEY, OTHER ')).toEqual(['one', undefined, 'own']);
});
