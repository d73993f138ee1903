import type { VisitorMessage } from '../shared/protocol.ts';
import type { Strings } from './language/strings.ts';

/** A conversation as a text that a person can keep: who said what, and when. */
export function transcriptText(messages: readonly VisitorMessage[], words: Strings): string {
  const who = { user: words.you, assistant: words.assistant, operator: words.operator };
  return messages.map(({ role, text, at }) => `[${new Date(at).toLocaleString()}] ${who[role]}: ${text}\n`).join('\n');
}

/** Whether the page stands in a frame that may forbid downloads, which nobody is told of. */
export function isBoxed(): boolean {
  // Of a frame of another origin nothing is known; without an origin of its own it is a sandbox.
  const sandbox = frameElement?.getAttribute('sandbox');
  return origin === 'null' || (typeof sandbox === 'string' && !sandbox.includes('allow-downloads'));
}

/** Hands the visitor a text as a file. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  // The namespace is named since in a document that is plain XML `createElement` makes no HTML.
  const link = document.createElementNS('http://www.w3.org/1999/xhtml', 'a') as HTMLAnchorElement;
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
