import type { Finding } from '../finding.ts';

type Entry = { level: Finding['level']; say: string; mend?: string };

/** Everything that a check can find in a project document: a stable code, what is wrong, and what to do. */
export const catalogue = {
  'document.not_an_object': {
    level: 'error',
    say: 'A project is a JSON object, not {received}.',
    mend: 'Start with { "name": "shop", "stages": [ … ] }.',
  },
  'document.too_deep': { level: 'error', say: 'The document is nested more than {limit} levels deep.', mend: 'Split what stands here.' },
  'document.reserved_key': { level: 'error', say: 'A key may not be called "{key}".', mend: 'Choose another name.' },
  'schema.missing': { level: 'error', say: '"{key}" is missing; it must be {expected}.', mend: 'Add "{key}".' },
  'schema.unknown_key': { level: 'error', say: 'There is no "{key}" here.', mend: 'Known here: {known}.' },
  'schema.wrong_type': { level: 'error', say: 'This must be {expected}, not {received}.' },
  'schema.wrong_value': { level: 'error', say: '{received} is not allowed here.', mend: 'Allowed: {allowed}.' },
  'schema.too_small': { level: 'error', say: 'This needs {bound}.' },
  'schema.too_big': { level: 'error', say: 'This may have {bound}.' },
  'schema.malformed': { level: 'error', say: '{received} is not {expected}.' },
  'schema.bad_key': { level: 'error', say: 'The name "{key}" is not {expected}.', mend: 'Rename it.' },
  'name.unknown': { level: 'error', say: 'There is no {kind} "{name}".', mend: 'Define it, or name one of: {known}.' },
  'name.duplicate': { level: 'error', say: 'There is another {kind} "{name}" ({first}).', mend: 'Rename one of them.' },
  'name.taken': { level: 'error', say: 'A tool is called "{name}" as well, and call_tool could mean either.', mend: 'Rename one of them.' },
  'sequence.nested': {
    level: 'error',
    say: 'The action sequence "{name}" would be called inside of an action sequence.',
    mend: 'List its tools and actions here instead.',
  },
  'placeholder.unknown': {
    level: 'error',
    say: 'The prompt has the placeholder "{name}", and the sequence has no such variable.',
    mend: 'Add the variable "{name}", or name one of: {known}.',
  },
  'command.not_offered': {
    level: 'error',
    say: 'The button fires "{name}", which clients may not call.',
    mend: 'Set triggerOnClientCommand to true on {where}.',
  },
  'hook.banned': { level: 'error', say: '{hook} may not do {effect}.', mend: '{instead}' },
  'cycle.tools': { level: 'error', say: 'The tools wait for each other: {cycle}.', mend: 'Take one of them out of dependsOn.' },
  'cycle.playbooks': {
    level: 'error',
    say: 'The playbooks run each other without end: {cycle}.',
    mend: 'Let one of them end with RUN exit instead.',
  },
  'cycle.models': { level: 'error', say: 'The models fall back on each other: {cycle}.', mend: 'Take one of them out of fallback.' },
  'condition.empty': {
    level: 'error',
    say: 'The condition is empty, so it says nothing.',
    mend: 'Add a condition or a group, or move the steps to the else part.',
  },
  'condition.no_value': { level: 'error', say: 'The operator {operator} compares with a value, and there is none.', mend: 'Add "value".' },
  'step.incomplete': { level: 'error', say: '{step} needs "{key}".', mend: 'Add "{key}", or choose another mode.' },
  'step.too_many_inputs': {
    level: 'error',
    say: 'An ASK that maps its answer sets one variable, not {count}.',
    mend: 'Use the mode capture, or one ASK for each variable.',
  },
  'playbook.unreachable_step': {
    level: 'warning',
    say: 'Nothing leads to this step.',
    mend: 'Remove it, or name it in a GO TO.',
  },
  'playbook.endless_loop': {
    level: 'error',
    say: 'This goes round for ever: {steps}.',
    mend: 'Add an ASK, or an IF/ELSE that leaves and a step that changes what it compares.',
  },
  'playbook.status_not_tested': {
    level: 'warning',
    say: 'No IF/ELSE after this looks at "{name}", so a failure leaves the playbook and fetches a human.',
    mend: 'Compare it in an IF/ELSE, or leave statusVariable out.',
  },
  'playbook.read_before_set': {
    level: 'warning',
    say: '"{name}" is read here, and there is a way to this step on which nothing has set it.',
    mend: 'SET or ASK it before, or name it in the playbook’s inputs.',
  },
  'playbook.uncovered_value': {
    level: 'warning',
    say: 'No branch takes {name} where it is: {values}.',
    mend: 'Add a branch for it, or an else.',
  },
  'playbook.no_accepted_values': {
    level: 'warning',
    say: 'An IF/ELSE compares "{name}", and this may write anything to it.',
    mend: 'Add "acceptedValues".',
  },
  'playbook.no_fallback': {
    level: 'warning',
    say: 'An IF/ELSE compares "{name}", and where nothing is found it stays as it was.',
    mend: 'Add "fallback".',
  },
  'playbook.silent_chain': {
    level: 'warning',
    say: 'A second action runs and the user has heard nothing since the first.',
    mend: 'Put a SEND between them.',
  },
  'playbook.silent_end': {
    level: 'warning',
    say: 'The playbook can end here, and the user has heard nothing of what was done.',
    mend: 'Put a SEND before the end.',
  },
  'playbook.needs_model': {
    level: 'warning',
    say: '{step} needs a language model, and none is set: {instead}.',
    mend: '{mend}, or set a model.',
  },
  'playbook.empty_branch': { level: 'warning', say: 'Nothing is done here.', mend: 'Add a step, or leave it out.' },
  'playbook.empty_section': { level: 'warning', say: 'The section "{name}" has no steps.', mend: 'Add a step, or remove the section.' },
  'playbook.image': {
    level: 'error',
    say: 'This is no address of a JPEG, PNG or GIF that starts with https://.',
    mend: 'Write one such as https://shop.example/size-chart.png.',
  },
  'playbook.empty_text': {
    level: 'warning',
    say: 'An empty text is a value, so "{variable}" is then set.',
    mend: 'Write "NONE" to clear it.',
  },
  'playbook.never_started': {
    level: 'warning',
    say: 'Nothing starts the playbook "{name}".',
    mend: 'Add a description and examples, a client command, a start_playbook, or a RUN in another playbook.',
  },
  'playbook.only_inside': {
    level: 'error',
    say: '"{name}" runs only inside of other playbooks, and is started otherwise.',
    mend: 'Set onlyInsideOtherPlaybooks to false, or take the other start away.',
  },
  'playbook.unknown_input': {
    level: 'warning',
    say: '"{name}" does not list "{input}" among its inputs.',
    mend: 'Add it there, or leave it out here.',
  },
  'playbook.unknown_output': {
    level: 'warning',
    say: '"{name}" does not list "{output}" among its outputs.',
    mend: 'Add it there, or leave it out here.',
  },
  'effect.incomplete': { level: 'error', say: '{effect} needs "{key}".', mend: 'Add "{key}".' },
  'pattern.invalid': { level: 'error', say: 'The pattern is no regular expression: {reason}.', mend: 'Mend it; it is read with the flag u.' },
  'parameter.no_values': {
    level: 'error',
    say: 'The parameter is an enum without acceptedValues.',
    mend: 'List what it may be, or give it the type string.',
  },
  'template.syntax': {
    level: 'error',
    say: 'The template does not parse: {reason} (line {line}, column {column}).',
    mend: 'See docs/templates.md; \\{{ writes the braces themselves.',
  },
  'template.unknown_name': { level: 'warning', say: 'Templates see nothing called "{name}", so this is always empty.', mend: 'They see {known}.' },
  'secret.literal': {
    level: 'error',
    say: 'This looks like a secret, and a document is no place for one.',
    mend: 'Put it into an environment variable and write {{secrets.NAME}} in a webhook.',
  },
  'secret.out_of_place': { level: 'error', say: 'Secrets can be read by webhooks alone.', mend: 'Leave {{secrets.{name}}} out here.' },
  'webhook.host': {
    level: 'error',
    say: 'A webhook’s URL must start with http:// or https:// and a host that is written out.',
    mend: 'Write the host itself; templates may follow after it, as in https://api.example/orders/{{params.id}}.',
  },
  'watch.never': {
    level: 'warning',
    say: 'No transformer of {where} writes "{name}", so this never triggers.',
    mend: 'Name a transformer that writes it in the stage’s transformers.',
  },
  'order.read_too_early': {
    level: 'warning',
    say: 'This reads what "{tool}" gives, but it runs at {reader} and the tool at {tier}.',
    mend: '{instead}',
  },
  'action.vague_name': { level: 'warning', say: 'The name "{name}" says nothing.', mend: 'Say what the action does, such as CheckOrderStatus.' },
  'action.spaced_name': { level: 'warning', say: 'The name "{name}" has spaces in it.', mend: 'Write it as {instead}.' },
  'action.no_examples': { level: 'warning', say: '"{name}" has no examples of what people say.', mend: 'Add five or more to examples.' },
  'action.no_trigger': {
    level: 'warning',
    say: '"{name}" has no classificationTrigger.',
    mend: 'Add one sentence that says what the user wants, such as "The user asks where an order is".',
  },
  'action.never_triggered': {
    level: 'warning',
    say: 'Nothing can trigger "{name}".',
    mend: 'Set triggerOnUserInput or triggerOnClientCommand, watch a variable, or use it in an action sequence or a playbook.',
  },
  'action.silent': {
    level: 'warning',
    say: 'Where "{name}" alone is triggered, nobody answers.',
    mend: 'Add generate_response, unless silence is what you want.',
  },
  'action.two_responses': {
    level: 'warning',
    say: '"{name}" answers twice; only the first answer is sent.',
    mend: 'Keep one; it may choose by {{#if …}}.',
  },
  'test.unknown': {
    level: 'warning',
    say: 'The test expects or names a {kind} "{name}", and there is none.',
    mend: 'Name one of: {known}.',
  },
  'test.pattern': { level: 'warning', say: 'The pattern is no regular expression: {reason}.', mend: 'Mend it; it is read with the flag u.' },
  'handoff.never_open': {
    level: 'error',
    say: 'The schedule is never open, so nobody could ever be fetched.',
    mend: 'Add the hours of at least one day, or leave the schedule out.',
  },
  'handoff.overlap': { level: 'warning', say: 'The hours of {day} overlap.', mend: 'Write them as one span.' },
  'handoff.no_wait': { level: 'warning', say: '"whenNobody" has no effect without "waitMinutes".', mend: 'Say after how many minutes nobody came.' },
} as const satisfies Record<string, Entry>;

export type FindingCode = keyof typeof catalogue;

/** What a check found: the code, the place, and the words that the catalogue's sentences leave open. */
export type Found = { code: FindingCode; path: string; details?: Record<string, string | number>; suggestion?: string } & Pick<Finding, 'mend'>;

/** A finding in the catalogue's words; a suggestion given with it says more than the catalogue's. */
export function finding({ code, path, details = {}, suggestion, mend }: Found): Finding {
  const entry: Entry = catalogue[code];
  const said = suggestion ?? (entry.mend === undefined ? undefined : filled(entry.mend, details));
  return { level: entry.level, code, path, message: filled(entry.say, details), ...(said ? { suggestion: said } : {}), ...(mend ? { mend } : {}) };
}

const filled = (sentence: string, details: Record<string, string | number>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
