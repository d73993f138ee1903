import { createHash } from 'node:crypto';
import type { AuditEntry, AuditRow } from '../../ports.ts';
import { plainText } from './plain-text.ts';

/** An entry as it is stored: before and after are JSON text. */
export type AuditText = Omit<AuditEntry, 'before' | 'after'> & { before: string; after: string };
export type StoredAudit = AuditText & { number: number; hash: string };

/** An entry in the form in which it is stored and hashed. */
export const auditText = ({ at, before, after, ...texts }: AuditEntry): AuditText => ({
  at,
  who: plainText(texts.who),
  name: plainText(texts.name),
  what: plainText(texts.what),
  project: plainText(texts.project),
  about: plainText(texts.about),
  before: JSON.stringify(before),
  after: JSON.stringify(after),
});

/** The row that follows another one, with its hash. */
export function chained(entry: AuditText, previous: { number: number; hash: string } | null): StoredAudit {
  const number = (previous?.number ?? 0) + 1;
  const { at, who, name, what, project, about, before, after } = entry;
  const words = [previous?.hash ?? '', number, at, who, name, what, project, about, before, after];
  return { ...entry, number, hash: createHash('sha256').update(JSON.stringify(words)).digest('base64url') };
}

/** The number of the first row that is missing or does not follow from the one before it, or null. */
export function brokenIn(rows: readonly StoredAudit[], previous: StoredAudit | null): number | null {
  let last = previous;
  for (const row of rows) {
    const { number, hash } = chained(row, last);
    if (row.number !== number || row.hash !== hash) return number;
    last = row;
  }
  return null;
}

/** A stored row as the port gives it. */
export const auditRow = ({ hash: _hash, before, after, ...row }: StoredAudit): AuditRow => ({
  ...row,
  before: JSON.parse(before),
  after: JSON.parse(after),
});
