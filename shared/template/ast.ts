/** What `@handlebars/parser` gives, as far as we read it; its own type files do not resolve under NodeNext. */
export type Position = { line: number; column: number };
type At = { loc: { start: Position; end: Position } };

export type AstPath = At & {
  type: 'PathExpression';
  this: boolean;
  data: boolean;
  depth: number;
  parts: (string | AstNode)[];
  original: string;
};
export type AstLiteral = At & {
  type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'NullLiteral' | 'UndefinedLiteral';
  value?: string | number | boolean | null;
};
type Called = At & { path: AstExpression; params: AstExpression[]; hash?: { pairs: unknown[] } };
export type AstCall = Called & { type: 'SubExpression' };
export type AstMustache = Called & { type: 'MustacheStatement' };
export type AstBlock = Called & { type: 'BlockStatement'; program?: AstProgram; inverse?: AstProgram };
export type AstExpression = AstPath | AstLiteral | AstCall;

export type AstText = At & { type: 'ContentStatement'; value: string };
type AstOther = At & {
  type: 'CommentStatement' | 'PartialStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock';
};
export type AstNode = AstText | AstMustache | AstBlock | AstOther | AstExpression;
export type AstProgram = { body: AstNode[]; blockParams?: string[] };
