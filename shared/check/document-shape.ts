import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import type { Path } from './partly.ts';

const deepest = 100;

/** What must be settled before a schema can look at a document: it is an object, not too deep, without reserved keys (G-25). */
export function shapeFindings(document: unknown): Finding[] {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    const received = document === null ? 'null' : Array.isArray(document) ? 'a list' : typeof document;
    return [finding({ code: 'document.not_an_object', path: '', details: { received } })];
  }
  const open: { holder: object; path: Path }[] = [{ holder: document, path: [] }];
  const findings: Finding[] = [];
  // A list that grows while it is read, not a recursion: depth is what this guards against.
  for (const { holder, path } of open) {
    if (path.length > deepest)
      return [...findings, finding({ code: 'document.too_deep', path: pathText(path.slice(0, 8)), details: { limit: deepest } })];
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      if (key === '__proto__') findings.push(finding({ code: 'document.reserved_key', path: pathText([...path, key]), details: { key } }));
      const inner: unknown = Reflect.get(holder, key);
      if (typeof inner === 'object' && inner !== null && key !== '__proto__') open.push({ holder: inner, path: [...path, key] });
    }
  }
  return findings;
}
