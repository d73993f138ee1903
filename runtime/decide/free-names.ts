import { type AnyNode, type Function as FunctionNode, type MemberExpression, type Node, type Pattern, parse, type VariableDeclaration } from 'acorn';

/**
 * The paths that a piece of code reads from what it is given, such as `vars.retryCount`, each once, in the order of the text.
 * A method is left off (`vars.list` for `vars.list.includes(1)`), a computed part ends the path, names that the code declares itself are left
 * out, and so are places that it only writes to. Code that does not parse reads nothing: its syntax is checked elsewhere.
 */
export function readNames(code: string, kind: 'expression' | 'script'): string[] {
  const program = parsed(kind === 'expression' ? `(\n${code}\n)` : code);
  if (!program) return [];
  const found = new Set<string>();
  walk(program, { names: new Set(), found });
  return [...found];
}

/** What is declared around a node, and the paths found so far. */
type Scope = { names: ReadonlySet<string>; found: Set<string> };

function parsed(code: string): AnyNode | null {
  try {
    return parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true });
  } catch {
    return null;
  }
}

function walk(node: AnyNode, scope: Scope): void {
  const visit = visitors[node.type];
  if (visit)
    visit(node as never, scope); // each visitor stands under the type of the node that it takes
  else walkChildren(node, scope);
}

type Visitors = { [T in AnyNode['type']]?: (node: Extract<AnyNode, { type: T }>, scope: Scope) => void };

const visitors: Visitors = {
  Identifier: ({ name }, scope) => note([name], scope),
  MemberExpression: member,
  CallExpression: (node, scope) => {
    if (node.callee.type === 'MemberExpression') member(node.callee, scope, true);
    else walk(node.callee as AnyNode, scope); // a callee is a node
    for (const argument of node.arguments) walk(argument, scope);
  },
  AssignmentExpression: (node, scope) => {
    if (node.operator === '=') written(node.left, scope);
    else walk(node.left as AnyNode, scope); // a target is a node
    walk(node.right, scope);
  },
  VariableDeclarator: ({ id, init }, scope) => {
    if (init && !(id.type === 'ObjectPattern' && destructured(id, init, scope))) walk(init, scope);
    defaults(id, scope);
  },
  Property: (node, scope) => {
    if (node.computed) walk(node.key, scope);
    walk(node.value as AnyNode, scope); // in an expression the value is one
  },
  PropertyDefinition: (node, scope) => {
    if (node.computed) walk(node.key as AnyNode, scope); // a computed key is an expression
    if (node.value) walk(node.value, scope);
  },
  MethodDefinition: (node, scope) => {
    if (node.computed) walk(node.key as AnyNode, scope); // a computed key is an expression
    walk(node.value, scope);
  },
  Program: (node, scope) => walkChildren(node, inner(scope, [...declared(node.body), ...hoisted(node)])),
  BlockStatement: (node, scope) => walkChildren(node, inner(scope, declared(node.body))),
  StaticBlock: (node, scope) => walkChildren(node, inner(scope, [...declared(node.body), ...hoisted(node)])),
  SwitchStatement: (node, scope) => walkChildren(node, inner(scope, declared(node.cases.flatMap((one) => one.consequent)))),
  ForStatement: (node, scope) => walkChildren(node, inner(scope, node.init?.type === 'VariableDeclaration' ? namesOf(node.init) : [])),
  ForInStatement: loop,
  ForOfStatement: loop,
  CatchClause: (node, scope) => walkChildren(node, inner(scope, node.param ? bound(node.param) : [])),
  FunctionDeclaration: enter,
  FunctionExpression: enter,
  ArrowFunctionExpression: enter,
  ClassDeclaration: (node, scope) => classBody(node, scope),
  ClassExpression: (node, scope) => classBody(node, inner(scope, node.id ? [node.id.name] : [])),
  LabeledStatement: (node, scope) => walk(node.body, scope),
  BreakStatement: () => {},
  ContinueStatement: () => {},
  MetaProperty: () => {},
};

function classBody(node: { superClass?: AnyNode | null; body: AnyNode }, scope: Scope): void {
  if (node.superClass) walk(node.superClass, scope);
  walk(node.body, scope);
}

function loop(node: { left: AnyNode; right: AnyNode; body: AnyNode }, scope: Scope): void {
  const inside = inner(scope, node.left.type === 'VariableDeclaration' ? namesOf(node.left) : []);
  if (node.left.type !== 'VariableDeclaration') written(node.left, scope);
  walk(node.right, inside);
  walk(node.body, inside);
}

function enter(node: FunctionNode, scope: Scope): void {
  const own = node.id && node.type === 'FunctionExpression' ? [node.id.name] : [];
  const isArrow = node.type === 'ArrowFunctionExpression';
  const inside = inner(scope, [...own, ...node.params.flatMap(bound), ...hoisted(node.body), ...(isArrow ? [] : ['arguments'])]);
  for (const parameter of node.params) defaults(parameter, inside);
  walk(node.body, inside);
}

/** Follows `a.b.c` to its root; a path stops where its next part is computed. */
function member(node: MemberExpression, scope: Scope, isCalled = false): void {
  const parts: string[] = [];
  let at: AnyNode = node;
  while (at.type === 'MemberExpression' || at.type === 'ChainExpression') {
    if (at.type === 'ChainExpression') {
      at = at.expression;
      continue;
    }
    const part = partOf(at);
    if (part === null) parts.length = 0;
    else parts.unshift(part);
    if (part === null) walk(at.property as AnyNode, scope); // a computed property is an expression
    at = at.object as AnyNode; // `super` is a node too
  }
  if (at.type === 'Identifier') note([at.name, ...(isCalled && partOf(node) !== null ? parts.slice(0, -1) : parts)], scope);
  else walk(at, scope);
}

function partOf({ computed, property }: MemberExpression): string | null {
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

/** `const { a, b } = vars` reads `vars.a` and `vars.b`; answers whether it is that plain. */
function destructured(pattern: Extract<Pattern, { type: 'ObjectPattern' }>, init: AnyNode, scope: Scope): boolean {
  if (init.type !== 'Identifier') return false;
  const names = pattern.properties.map((one) => (one.type === 'Property' && !one.computed && one.key.type === 'Identifier' ? one.key.name : null));
  if (names.includes(null)) return false;
  for (const name of names) if (name !== null) note([init.name, name], scope);
  return true;
}

/** A place that is only written to: its root is no reading, what stands in its brackets is. */
function written(target: AnyNode, scope: Scope): void {
  if (target.type === 'Identifier') return;
  if (target.type !== 'MemberExpression') {
    defaults(target as Pattern, scope); // what is left of assignment targets are patterns
    return;
  }
  if (target.computed) walk(target.property as AnyNode, scope); // a computed property is an expression
  const { object } = target;
  if (object.type === 'MemberExpression') written(object, scope);
  else if (object.type !== 'Identifier') walk(object as AnyNode, scope); // `super` is a node too
}

/** The expressions inside a pattern: defaults and computed keys. */
function defaults(pattern: Pattern, scope: Scope): void {
  if (pattern.type === 'AssignmentPattern') {
    defaults(pattern.left, scope);
    walk(pattern.right, scope);
  } else if (pattern.type === 'ArrayPattern') {
    for (const element of pattern.elements) if (element) defaults(element, scope);
  } else if (pattern.type === 'RestElement') {
    defaults(pattern.argument, scope);
  } else if (pattern.type === 'ObjectPattern') {
    for (const one of pattern.properties) {
      if (one.type === 'Property' && one.computed) walk(one.key, scope);
      defaults(one.type === 'Property' ? one.value : one, scope);
    }
  } else if (pattern.type === 'MemberExpression') {
    written(pattern, scope);
  }
}

/** The names that a pattern binds. */
function bound(pattern: Pattern): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'AssignmentPattern') return bound(pattern.left);
  if (pattern.type === 'RestElement') return bound(pattern.argument);
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((element) => (element ? bound(element) : []));
  if (pattern.type === 'ObjectPattern') return pattern.properties.flatMap((one) => bound(one.type === 'Property' ? one.value : one));
  return [];
}

/** The names that statements declare in their own block. */
function declared(body: readonly AnyNode[]): string[] {
  return body.flatMap((node) => {
    if (node.type === 'VariableDeclaration') return namesOf(node);
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return node.id ? [node.id.name] : [];
    return [];
  });
}

/** The `var`s of a function, however deep they stand in it. */
function hoisted(node: AnyNode): string[] {
  const own = node.type === 'VariableDeclaration' && node.kind === 'var' ? namesOf(node) : [];
  const isFunction = /Function/.test(node.type);
  return isFunction ? own : [...own, ...children(node).flatMap(hoisted)];
}

const namesOf = (node: VariableDeclaration): string[] => node.declarations.flatMap(({ id }) => bound(id));
const inner = (scope: Scope, names: string[]): Scope => (names.length === 0 ? scope : { ...scope, names: new Set([...scope.names, ...names]) });

function note([root, ...parts]: string[], { names, found }: Scope): void {
  if (root !== undefined && root !== 'undefined' && !names.has(root)) found.add([root, ...parts].join('.'));
}

function walkChildren(node: AnyNode, scope: Scope): void {
  for (const child of children(node)) walk(child, scope);
}

function children(node: Node): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
