import type { Model } from '../../../shared/project/settings.ts';

/** The environment variables that the providers' own documentation uses. */
const usual = { openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY', google: 'GOOGLE_GENERATIVE_AI_API_KEY', openai_compatible: undefined };

/** Which environment variable holds a model's key. An address of the author's own gets a key only where one is named. */
export const keyName = ({ apiKey, address, provider }: Model): string | undefined => apiKey ?? (address === undefined ? usual[provider] : undefined);
