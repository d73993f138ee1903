/** Something to mend in a project document: where, what is wrong, and what would be right. */
export type Finding = {
  /** `error` stops a publish, `warning` does not. */
  level: 'error' | 'warning';
  code: string;
  /** The place, as in `stages[2].actions[0].effects[1].tool`; empty for the whole document. */
  path: string;
  message: string;
  suggestion?: string;
  /** What carries the suggestion out, where there is one way: another value at the place, or another name for the key there. */
  mend?: { value: string } | { key: string };
};

/** A path in a document as an author reads it. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
    '',
  );
}
