import { shapeFindings } from '../../shared/check/document-shape.ts';
import type { Value, Values } from '../../shared/value.ts';
import { readJson } from '../document/json-text.ts';

/** As much as the server takes of a document, with room for what surrounds it. */
export const largestFile = 4 * 1024 * 1024;

/** What a file turned out to be: a project document, or why not; where the text is no JSON, with the place. */
export type FileReading = { ok: true; document: Values } | { ok: false; reason: string; place?: JsonPlace };
export type JsonPlace = { line: number; column: number; excerpt: string };

/** What is asked of a file; a browser's `File` is one. */
export type NamedBytes = { name: string; size: number; arrayBuffer(): Promise<ArrayBuffer> };

/** Reads a file as a project document; nothing that is too large or no text is parsed. */
export async function readProjectFile(file: NamedBytes): Promise<FileReading> {
  if (file.size > largestFile) return refused(`The file has ${megabytes(file.size)}; at most ${megabytes(largestFile)} are read.`);
  if (file.size === 0) return refused('The file is empty.');
  try {
    const bytes = await file.arrayBuffer();
    return readProjectText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return refused(error instanceof TypeError ? 'The file is not text in UTF-8.' : 'The file could not be read; choose it again.');
  }
}

/** Reads a text as a project document: JSON, an object, not too deep, without reserved keys. */
export function readProjectText(text: string): FileReading {
  const reading = readJson(text);
  if (!reading.ok) {
    const { line, column, reason } = reading;
    return { ok: false, reason: `Line ${line}, column ${column}: ${reason}.`, place: { line, column, excerpt: excerptAt(text, line, column) } };
  }
  const [first] = shapeFindings(reading.value);
  if (first) return refused(first.path === '' ? first.message : `${first.path}: ${first.message}`);
  return { ok: true, document: reading.value as Values }; // shapeFindings has just found that it is an object
}

/** The name under which a project is saved as a file. */
export const fileNameOf = (project: string): string => `${project.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_') || 'project'}.project.json`;

/** A document as the text of a file. */
export const fileTextOf = (document: Value): string => `${JSON.stringify(document, null, 2)}\n`;

const refused = (reason: string): FileReading => ({ ok: false, reason });
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const lineWidth = 72;

/** The faulty line with a mark below the column, cut where it is long. */
function excerptAt(text: string, line: number, column: number): string {
  const whole = text.split('\n')[line - 1] ?? '';
  const start = Math.max(0, column - 1 - lineWidth / 2);
  const shown = whole.slice(start, start + lineWidth).replaceAll('\t', ' ');
  return `${shown}\n${' '.repeat(column - 1 - start)}^`;
}
