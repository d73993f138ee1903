import { parseTemplate } from '../../../shared/template/parse-template.ts';
import type { Block, Expression, LoopWord, Part, Template } from '../../../shared/template/tree.ts';
import type { Value, Values } from '../../../shared/value.ts';
import { type Budget, budgetOf, defaultLimits, fail, spend, type TemplateLimits, weigh, write } from './budget.ts';
import { helpers, holds, ownValue } from './built-ins.ts';
import { type Hand, handFor, type Place } from './places.ts';

export type RenderOptions = { place?: Place; limits?: TemplateLimits };

/** The template filled in from the scope, in one pass: no value is ever read as a template (P-17). */
export function render(template: Template | string, scope: Values, options: RenderOptions = {}): string {
  const { place = 'text', limits = defaultLimits } = options;
  const pen: Pen = { out: [], hand: handFor(place), budget: budgetOf(limits) };
  draw(parsed(template).parts, { context: scope, loop: null, parent: null }, pen);
  const text = pen.out.join('');
  if (place === 'url') refuseDots(text);
  return text;
}

/** The value of a template that is one `{{…}}` and nothing else, typed; nothing for any other template. */
export function singleValue(template: Template | string, scope: Values, limits = defaultLimits): { value: Value } | null {
  const [only, ...more] = parsed(template).parts;
  if (only?.kind !== 'value' || more.length > 0) return null;
  const value = evaluate(only.expression, { context: scope, loop: null, parent: null }, budgetOf(limits));
  return { value: value ?? null };
}

type Loop = Record<LoopWord, Value>;
type Frame = { context: Value | undefined; loop: Loop | null; parent: Frame | null };
type Pen = { out: string[]; hand: Hand; budget: Budget };

function parsed(template: Template | string): Template {
  const found = typeof template === 'string' ? parseTemplate(template) : template;
  if (found.kind === 'fault') throw fail(`${found.message} (line ${found.line}, column ${found.column})`);
  return found;
}

function draw(parts: Part[], frame: Frame, pen: Pen): void {
  for (const part of parts) {
    spend(pen.budget, 1);
    if (part.kind === 'block') drawBlock(part, frame, pen);
    else if (part.kind === 'text') put(part.text, pen, true);
    else put(written(part.expression, frame, pen), pen, false);
  }
}

function written(expression: Expression, frame: Frame, pen: Pen): string {
  const value = evaluate(expression, frame, pen.budget);
  weigh(pen.budget, value);
  return pen.hand.value(value, expression);
}

function put(text: string, pen: Pen, isAuthored: boolean): void {
  write(pen.budget, text.length);
  if (isAuthored) pen.hand.authored(text);
  pen.out.push(text);
}

function drawBlock(block: Block, frame: Frame, pen: Pen): void {
  const subject = evaluate(block.subject, frame, pen.budget);
  const isMet = block.block === 'unless' ? !holds(subject) : holds(subject);
  if (block.block === 'each' && isMet) drawEach(block, subject, { frame, pen });
  else if (block.block === 'with' && isMet) draw(block.body, { context: subject, loop: null, parent: frame }, pen);
  else draw(isMet ? block.body : block.otherwise, frame, pen);
}

function drawEach(block: Block, subject: Value | undefined, { frame, pen }: { frame: Frame; pen: Pen }): void {
  const isList = Array.isArray(subject);
  const keys = typeof subject === 'object' && subject !== null ? Object.keys(subject) : [];
  if (keys.length === 0) draw(block.otherwise, frame, pen);
  for (const [index, key] of keys.entries()) {
    spend(pen.budget, 1);
    const loop = { index, key: isList ? index : key, first: index === 0, last: index === keys.length - 1 };
    draw(block.body, { context: ownValue(subject, key), loop, parent: frame }, pen);
  }
}

function evaluate(expression: Expression, frame: Frame, budget: Budget): Value | undefined {
  spend(budget, 1);
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'call') {
    const given = expression.arguments.map((it) => evaluate(it, frame, budget));
    return helpers[expression.helper](given, budget);
  }
  const from = outer(frame, expression.up);
  if (expression.kind === 'loop') return from?.loop?.[expression.what];
  return expression.parts.reduce<Value | undefined>((value, key) => ownValue(value, key), from?.context);
}

function outer(frame: Frame, up: number): Frame | null {
  let found: Frame | null = frame;
  for (let step = 0; step < up && found; step += 1) found = found.parent;
  return found;
}

// A value of dots would climb out of the author's path, and escaping cannot help: %2E%2E is read as dots as well.
function refuseDots(url: string): void {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  if (path.split('/').some((part) => part === '.' || part === '..')) throw fail('a part of the URL is only dots; check the value that fills it');
}
