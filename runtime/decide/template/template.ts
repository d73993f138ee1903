/** Templates: Handlebars' syntax, read by its parser and filled in by our own interpreter (docs/templates.md). */
export { expressionsIn, isExpression, isTemplate } from '../../../shared/template/authored.ts';
export { parseTemplate } from '../../../shared/template/parse-template.ts';
export { readPaths } from '../../../shared/template/read-paths.ts';
export type { Template, TemplateFault } from '../../../shared/template/tree.ts';
export type { TemplateLimits } from './budget.ts';
export type { Place } from './places.ts';
export { render, renderValue } from './render.ts';
