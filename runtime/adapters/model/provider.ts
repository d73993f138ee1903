import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Model } from '../../../shared/project/settings.ts';
import { final, ModelFailure } from './failure.ts';
import type { Send } from './send.ts';

/** How to reach a model: where, with which key, through what. */
export type Access = { model: Model; key: string | undefined; send: Send };

type Settings = { apiKey: string; baseURL: string; fetch: Send };

/** Every package is loaded by the first request that needs it: the start must not pay for it. */
const providers: Record<Model['provider'], { address: string; open(id: string, settings: Settings): Promise<LanguageModelV4> }> = {
  openai: {
    address: 'https://api.openai.com/v1',
    open: async (id, settings) => (await import('@ai-sdk/openai')).createOpenAI(settings).responses(id),
  },
  anthropic: {
    address: 'https://api.anthropic.com/v1',
    open: async (id, settings) => (await import('@ai-sdk/anthropic')).createAnthropic(settings).languageModel(id),
  },
  google: {
    address: 'https://generativelanguage.googleapis.com/v1beta',
    open: async (id, settings) => (await import('@ai-sdk/google')).createGoogle(settings).languageModel(id),
  },
  openai_compatible: {
    address: '',
    open: async (id, settings) => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({ ...settings, name: 'openaiCompatible', includeUsage: true, supportsStructuredOutputs: true }).chatModel(id);
    },
  },
};

/** A model behind its provider's wire format. Address and key are always given, so that no package looks into the environment by itself. */
export function openModel({ model, key, send }: Access): Promise<LanguageModelV4> {
  const provider = providers[model.provider];
  const address = model.address ?? provider.address;
  if (address === '') throw new ModelFailure(final('model.refused', { model: model.name, status: 'not sent', reason: 'it has no address' }));
  return provider.open(model.model, { apiKey: key ?? '', baseURL: address.replace(/\/+$/, ''), fetch: send });
}
