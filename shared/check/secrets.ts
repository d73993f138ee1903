import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import type { Doc } from './holders.ts';
import { each, type Path } from './partly.ts';

/** Secrets that stand in the document instead of in the environment (P-37, G-28). */
export function secretFindings(document: Doc): Finding[] {
  const headers = each(document.tools, ['tools']).flatMap(({ it, path }) =>
    it.type === 'webhook'
      ? Object.entries(it.headers ?? {}).flatMap(([name, text]) => inHeader({ name, text: text ?? '', path: [...path, 'headers', name] }))
      : [],
  );
  const told = new Set(headers.map(({ path }) => path));
  return [
    ...headers,
    ...textsOf(document)
      .flatMap(({ text, path }) => (keys.some((it) => it.test(text)) ? [secret(path)] : []))
      .filter(({ path }) => !told.has(path)),
  ];
}

/** How the keys of well-known services look, a JSON Web Token, and a password in a URL. */
const keys = [
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\bey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bhttps?:\/\/[^\s/@:{]+:[^\s/@{]+@/,
];

const secret = (path: Path): Finding => finding({ code: 'secret.literal', path: pathText(path) });

const secretHeader = /authorization|api-?key|token|secret|password|cookie/i;

function inHeader({ name, text, path }: { name: string; text: string; path: Path }): Finding[] {
  const isWrittenOut = text.replace(/^(?:Bearer|Basic|Token|Key)\b/i, '').trim() !== '' && !text.includes('{{');
  return secretHeader.test(name) && isWrittenOut ? [secret(path)] : [];
}

function textsOf(value: unknown, path: Path = []): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]));
}
