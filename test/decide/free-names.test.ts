import { expect, test } from 'vitest';
import { readNames } from '../../runtime/decide/free-names.ts';

const cases: [code: string, names: string[]][] = [
  ["vars.retryCount < 3 && userProfile.tier === 'premium'", ['vars.retryCount', 'userProfile.tier']],
  ['vars.order.id', ['vars.order.id']],
  ["vars['retryCount'] + vars?.order?.id", ['vars.retryCount', 'vars.order.id']],
  ['vars[userInput].name', ['userInput', 'vars']],
  ['vars.list.includes(params.item)', ['vars.list', 'params.item']],
  ['history.filter((message) => message.role === stage).length', ['history', 'stage']],
  ['({ vars, a: time.hour, [constants.key]: 1 })', ['vars', 'time.hour', 'constants.key']],
  ['vars.a, vars.a', ['vars.a']],
];

test.each(cases)('an expression reads: %s', (code, names) => {
  expect(readNames(code, 'expression')).toEqual(names);
});

const scripts: [code: string, names: string[]][] = [
  ['vars.total = vars.price * 2; vars.seen.list[params.at] = 1', ['vars.price', 'params.at']],
  ['vars.count += 1; vars.tries++', ['vars.count', 'vars.tries']],
  ['const { name, tier: level } = userProfile; return name + level', ['userProfile.name', 'userProfile.tier']],
  ['const vars = params.vars; return vars.count', ['params.vars']],
  ['{ let stage = 1; stage; } return stage', ['stage']],
  ['if (vars.a) { var stage = 1; } return stage', ['vars.a']],
  ['function f(vars) { return vars.x + constants.y; } return f(results)', ['constants.y', 'results']],
  ['for (const event of events) { event.kind; } for (let i = 0; i < actions.length; i++) i', ['events', 'actions.length']],
  ['try { vars.a } catch (time) { time.b }', ['vars.a']],
  ['class A extends B { static x = vars.x; m(stage) { return stage; } } new A()', ['B', 'vars.x']],
  ['[vars.a, vars.b] = [1, 2]; ({ p: vars.c, q = vars.d } = params)', ['vars.d', 'params']],
  ['goToStage(vars.next); console.log(stage)', ['goToStage', 'vars.next', 'console', 'stage']],
  ['const broken = ;', []],
];

test.each(scripts)('a script reads: %s', (code, names) => {
  expect(readNames(code, 'script')).toEqual(names);
});
