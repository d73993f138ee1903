import { isSafeKey } from '../value.ts';
import type { AstBlock, AstExpression, AstMustache, AstNode, AstPath, AstProgram } from './ast.ts';
import { type BlockName, blockNames, type Expression, helperArguments, isHelper, loopWords, type Part } from './tree.ts';

/** A block that is open around a place, innermost first: it moves the context, and may name what it moves to. */
type Frame = { block: 'each' | 'with'; names: string[] };

/** Thrown while a tree is built; `parseTemplate` turns it into a fault. */
export class BuildError extends Error {
  readonly at: { line: number; column: number };
  constructor(message: string, node: AstNode) {
    super(message);
    this.at = { line: node.loc.start.line, column: node.loc.start.column + 1 };
  }
}

/** Our tree for what the parser read; throws a `BuildError` at the first thing that templates here do not have. */
export const build = (program: AstProgram): Part[] => parts(program, []);

const parts = (program: AstProgram | undefined, frames: Frame[]): Part[] =>
  (program?.body ?? []).flatMap((node) => part(node, frames)).filter((it) => it.kind !== 'text' || it.text !== '');

function part(node: AstNode, frames: Frame[]): Part | [] {
  switch (node.type) {
    case 'ContentStatement':
      return { kind: 'text', text: node.value };
    case 'CommentStatement':
      return [];
    case 'MustacheStatement':
      return { kind: 'value', expression: mustache(node, frames) };
    case 'BlockStatement':
      return block(node, frames);
    case 'PartialStatement':
    case 'PartialBlockStatement':
      throw new BuildError('there are no partials here; write the text where it is needed', node);
    default:
      throw new BuildError('there are no decorators here', node);
  }
}

function mustache(node: AstMustache, frames: Frame[]): Expression {
  refuseNamedArguments(node);
  if (node.params.length > 0) return call(node, frames);
  if (node.path.type === 'PathExpression' || node.path.type === 'SubExpression') return expression(node.path, frames);
  throw new BuildError('a literal needs no braces; write it as plain text', node);
}

function block(node: AstBlock, frames: Frame[]): Part {
  refuseNamedArguments(node);
  const name = blockName(node);
  const subject = node.params[0];
  if (!subject || node.params.length > 1) throw new BuildError(`#${name} takes one value, such as {{#${name} vars.x}}; put calls in ( )`, node);
  const names = node.program?.blockParams ?? node.inverse?.blockParams ?? [];
  if (name === 'if' || name === 'unless') return conditional({ node, name, subject, names }, frames);
  const inner = [{ block: name, names }, ...frames];
  return {
    kind: 'block',
    block: name,
    subject: expression(subject, frames),
    body: parts(node.program, inner),
    otherwise: parts(node.inverse, frames),
  };
}

type Conditional = { node: AstBlock; name: BlockName; subject: AstExpression; names: string[] };

function conditional({ node, name, subject, names }: Conditional, frames: Frame[]): Part {
  if (names.length > 0) throw new BuildError(`#${name} names nothing; leave out "as |…|"`, node);
  return {
    kind: 'block',
    block: name,
    subject: expression(subject, frames),
    body: parts(node.program, frames),
    otherwise: parts(node.inverse, frames),
  };
}

function blockName(node: AstBlock): BlockName {
  const name = node.path.type === 'PathExpression' ? node.path.original : '';
  const known = blockNames.find((it) => it === name);
  if (known) return known;
  throw new BuildError(`there is no block "${name}"; there are ${blockNames.map((it) => `#${it}`).join(', ')}`, node);
}

function expression(node: AstExpression, frames: Frame[]): Expression {
  if (node.type === 'PathExpression') return path(node, frames);
  if (node.type === 'SubExpression') return call(node, frames);
  return { kind: 'literal', value: node.type === 'NullLiteral' ? null : node.value };
}

type Called = Extract<AstNode, { type: 'SubExpression' | 'MustacheStatement' }>;

function call(node: Called, frames: Frame[]): Expression {
  refuseNamedArguments(node);
  const name = node.path.type === 'PathExpression' ? node.path.original : '';
  if (!isHelper(name)) throw new BuildError(`there is no helper "${name}"; there are ${Object.keys(helperArguments).join(', ')}`, node);
  const [least, most] = helperArguments[name];
  const count = node.params.length;
  if (count < least || count > most) throw new BuildError(`${name} takes ${amount(least, most)}, not ${count}`, node);
  return { kind: 'call', helper: name, arguments: node.params.map((it) => expression(it, frames)) };
}

const amount = (least: number, most: number): string => `${least === most ? least : `${least} to ${most}`} argument${most === 1 ? '' : 's'}`;

function refuseNamedArguments(node: Called | AstBlock): void {
  if (node.hash) throw new BuildError('there are no named arguments here; give plain ones', node);
}

function path(node: AstPath, frames: Frame[]): Expression {
  const keys = node.parts.map((it) => {
    if (typeof it !== 'string') throw new BuildError('a path cannot start with a call; use {{#with (…)}} around it', node);
    if (!isSafeKey(it)) throw new BuildError(`"${it}" cannot be read`, node);
    return it;
  });
  if (node.data) return data(node, keys, frames);
  const isPlain = node.depth === 0 && !node.this && !node.original.startsWith('.');
  const named = isPlain ? blockParameter(keys, frames) : null;
  if (named) return named;
  if (node.depth > frames.length) throw new BuildError('"../" leads out of the template', node);
  return { kind: 'path', up: node.depth, parts: keys };
}

function blockParameter([head, ...rest]: string[], frames: Frame[]): Expression | null {
  const up = frames.findIndex((it) => head !== undefined && it.names.includes(head));
  const frame = frames[up];
  if (!frame || head === undefined) return null;
  if (frame.names.indexOf(head) === 0) return { kind: 'path', up, parts: rest };
  return rest.length === 0 && frame.block === 'each' ? { kind: 'loop', up, what: 'key' } : missing;
}

const missing: Expression = { kind: 'literal', value: undefined };

function data(node: AstPath, [head, ...rest]: string[], frames: Frame[]): Expression {
  if (head === 'root') return { kind: 'path', up: frames.length, parts: rest };
  const what = loopWords.find((it) => it === head);
  if (!what || rest.length > 0)
    throw new BuildError(`there is no "@${[head, ...rest].join('.')}"; there are @root, @index, @key, @first, @last`, node);
  const loops = frames.flatMap((it, up) => (it.block === 'each' ? [up] : []));
  const up = loops[node.depth];
  if (up === undefined) throw new BuildError(`@${what} stands outside of #each`, node);
  return { kind: 'loop', up, what };
}
