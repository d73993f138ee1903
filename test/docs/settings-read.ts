import { type Settings, settingsFrom } from '../../runtime/settings.ts';

/** The settings under these environment variables and no others. */
export const settingsWith = (environment: Record<string, string>): Settings => settingsFrom(environment);

/** Every environment variable that the settings are read from. */
export const settingNames: readonly string[] = read();

function read(): string[] {
  const names = new Set<string>();
  const environment = new Proxy<Record<string, string>>({}, { get: (_target, name) => void names.add(String(name)) });
  settingsFrom(environment);
  return [...names];
}
