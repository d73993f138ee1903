import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { each } from './partly.ts';

// The host ends at the first / ? # or at the end; no template and no user name may stand before that.
const writtenOut = /^https?:\/\/[^\s{}/?#@\\]+(?:[/?#]|$)/i;

/** Whether scheme, host and port of a URL are written out, so that no value can say where a call goes (P-35). */
export const hostIsFixed = (url: string): boolean => writtenOut.test(url);

/** Webhooks whose host a value could change (P-35). */
export function webhookFindings(document: Doc): Finding[] {
  return each(document.tools, ['tools']).flatMap(({ it, path }) =>
    it.type === 'webhook' && it.url !== undefined && !hostIsFixed(it.url)
      ? [finding({ code: 'webhook.host', path: pathText([...path, 'url']) })]
      : [],
  );
}
