import type { Expression, Part, Template } from './tree.ts';

/** The paths in the data that a template reads, such as `vars.order.id`; an item of a list is `*`. */
export const readPaths = (template: Template): string[] => [...new Set(readParts(template).map((parts) => parts.join('.')))];

/** The same, part by part. */
export const readParts = (template: Template): string[][] => ofParts(template.parts, [[]]);

/** Where the contexts of the open blocks come from, innermost first; null where nobody can tell. */
type Origins = (string[] | null)[];

const ofParts = (parts: Part[], origins: Origins): string[][] => parts.flatMap((part) => ofPart(part, origins));

function ofPart(part: Part, origins: Origins): string[][] {
  if (part.kind === 'text') return [];
  if (part.kind === 'value') return ofExpression(part.expression, origins);
  const inner = part.block === 'each' || part.block === 'with' ? [origin(part.subject, part.block, origins), ...origins] : origins;
  return [...ofExpression(part.subject, origins), ...ofParts(part.body, inner), ...ofParts(part.otherwise, origins)];
}

function ofExpression(expression: Expression, origins: Origins): string[][] {
  if (expression.kind === 'call') return expression.arguments.flatMap((it) => ofExpression(it, origins));
  if (expression.kind !== 'path') return [];
  const base = origins[expression.up];
  const path = base ? [...base, ...expression.parts] : [];
  return path.length > 0 ? [path] : [];
}

function origin(subject: Expression, block: 'each' | 'with', origins: Origins): string[] | null {
  const base = subject.kind === 'path' ? origins[subject.up] : null;
  if (!base || subject.kind !== 'path') return null;
  return block === 'each' ? [...base, ...subject.parts, '*'] : [...base, ...subject.parts];
}
