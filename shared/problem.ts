/** Every problem that a person can meet: a stable code, the HTTP status, and a sentence that says what to do. */
export const problems = {
  'project.invalid': { status: 422, say: 'The project has {count} problems; the first: {first}' },
  'project.not_json': { status: 422, say: 'The project file {file} is not JSON: {reason}. Mend it and start again.' },
  'project.unreadable': { status: 422, say: 'The project file {file} cannot be read ({reason}); check the path and its permissions.' },
  'project.unknown': { status: 404, say: 'There is no project "{project}" here; check the data-project attribute of the script tag.' },
  'project.conflict': {
    status: 409,
    say: 'The draft was changed by somebody else meanwhile (it is at revision {revision}); load it again and repeat the change.',
  },
  'project.unknown_name': { status: 422, say: 'The project names a {kind} "{name}" that it does not define.' },
  'stage.unknown': { status: 422, say: 'The project names a stage "{stage}" that it does not define.' },
  'turn.out_of_budget': { status: 500, say: 'The turn used up its {what} ({limit}) without coming to rest; look for a loop or raise limits.{what}.' },
  'turn.failed': { status: 500, say: 'The turn failed inside ({reason}); the message is kept and the next one is answered.' },
  'effect.failed': { status: 500, say: 'The effect {effect} failed: {reason}' },
  'tool.refused': { status: 422, say: 'The call of {tool} was not carried out: {reason}.' },
  'approval.decided': { status: 409, say: 'There is no such approval waiting: {by} has decided already.' },
  'checkpoint.not_waiting': { status: 409, say: 'The checkpoint {checkpoint} does not wait for anybody: {reason}.' },
  'checkpoint.conflict': { status: 409, say: 'The checkpoint was not applied: {reason} Rebase it, edit it or reject it.' },
  'checkpoint.not_reverted': { status: 409, say: 'The checkpoint {checkpoint} cannot be reverted: {reason}.' },
  'sequence.unknown': { status: 404, say: 'There is no prompt sequence "{name}" here.' },
  'sequence.no_snippet': { status: 400, say: 'Step {step} uses the snippet "{name}", and there is none.' },
  'sequence.unknown_placeholder': { status: 400, say: 'Step {step} has the placeholder "{name}", and the sequence has no such variable.' },
  'sequence.missing_value': { status: 400, say: 'Step {step} uses the variable "{name}", which has neither a value nor a default.' },
  'sequence.empty_prompt': { status: 400, say: 'The prompt of step {step} ("{name}") is empty once its variables are filled in.' },
  'sequence.unknown_variable': { status: 400, say: 'The sequence has no variable "{name}"; it has: {known}.' },
  'sequence.invalid_value': { status: 400, say: 'The value of the variable "{name}" is not accepted: {reason}.' },
  'sequence.busy': { status: 409, say: 'The prompt sequence "{name}" is under way in this conversation; wait for its end.' },
  'sequence.rejected': { status: 409, say: '{by} rejected step {step} and stopped the run.' },
  'sequence.call_failed': { status: 502, say: 'A call of step {step} failed ({tool}): {reason}' },
  'handoff.closed': { status: 409, say: 'Nobody from the team is there right now: it is outside of the opening hours.' },
  'handoff.taken': { status: 409, say: '{operator} has taken this conversation over already.' },
  'handoff.not_yours': { status: 409, say: 'This conversation is not in your hands ({holder}); take it over first.' },
  'handoff.not_offered': { status: 403, say: 'This project does not offer its visitors to ask for a human (handoff.offer).' },
  'contact.invalid': { status: 422, say: 'This is not an e-mail address; it looks like name@example.com.' },
  'template.failed': { status: 422, say: 'The template failed: {reason}.' },
  'script.failed': { status: 422, say: 'The script failed: {reason} (line {line}, column {column}).' },
  'script.syntax': { status: 422, say: 'The script does not parse: {reason} (line {line}, column {column}).' },
  'script.time': { status: 422, say: 'The script ran longer than {limit} ms; look for a loop or raise limits.scriptMilliseconds.' },
  'script.memory': { status: 422, say: 'The script needed more than {limit} MB; keep less at once or raise limits.scriptMegabytes.' },
  'script.too_large': { status: 422, say: 'The script is larger than {limit} bytes; split it.' },
  'script.result_too_large': { status: 422, say: 'The script gave back more than {limit} bytes; return less.' },
  'script.result_not_json': { status: 422, say: 'The script gave back something that JSON cannot say: {reason}.' },
  'sandbox.unavailable': { status: 503, say: 'The script sandbox is not available ({reason}); the next call starts a new one.' },
  'http.forbidden': {
    status: 403,
    say: 'The address {host} may not be called: it is not public. For development, list it in PROMPTSIDE_ALLOWED_ADDRESSES.',
  },
  'http.address': { status: 422, say: 'The address is not usable: {reason}.' },
  'http.unreachable': { status: 502, say: 'The address {host} did not answer: {reason}.' },
  'http.timeout': { status: 504, say: 'The address {host} did not answer within {limit} ms.' },
  'http.too_large': { status: 502, say: 'The answer of {host} is larger than {limit} bytes.' },
  'http.status': { status: 502, say: 'The address {host} answered {status} {statusText}.' },
  'http.redirect': { status: 502, say: 'The address {host} redirects, and the tool follows at most {limit} redirects.' },
  'secret.missing': { status: 422, say: 'The environment variable {name} is not set; set it and start again.' },
  'model.unreachable': { status: 502, say: 'The model {model} did not answer: {reason}.' },
  'model.timeout': { status: 504, say: 'The model {model} did not answer within {limit} ms.' },
  'model.refused': { status: 502, say: 'The model {model} refused the request ({status}): {reason}.' },
  'model.rate_limited': { status: 429, say: 'The model {model} is asked too often; retries did not help.' },
  'model.broken': { status: 502, say: 'The answer of the model {model} broke off or could not be read: {reason}.' },
  'model.invalid_output': { status: 502, say: 'The model {model} gave something that does not fit what was asked for: {reason}.' },
  'model.stopped': { status: 499, say: 'The answer of the model {model} was stopped.' },
  'model.none': { status: 422, say: 'No language model is set; add one under models and name it in defaultModel.' },
  'message.invalid': { status: 400, say: 'The packet is not understood: {reason}. See docs/protocol.md for its shape.' },
  'message.too_long': { status: 413, say: 'The message is longer than {limit} characters; shorten it.' },
  'message.conflict': { status: 409, say: 'The id "{id}" was used for another message; send this one under a new id.' },
  'command.unknown': { status: 404, say: 'There is no command "{command}" here.' },
  COMMAND_NOT_ALLOWED: { status: 403, say: 'The command "{command}" is not offered at this point of the conversation.' },
  'command.parameters': { status: 422, say: 'The command "{command}" needs other parameters: {reason}.' },
  'conversation.unknown': { status: 404, say: 'There is no such conversation.' },
  'conversation.ended': { status: 409, say: 'This conversation has ended; start a new one to go on.' },
  'conversation.busy': { status: 429, say: 'Too many messages are waiting in this conversation; try again in {seconds} s.' },
  'conversation.moved': { status: 409, say: 'Another process has gone on with this conversation; connect again.' },
  'limit.rate': { status: 429, say: 'That was too fast; try again in {seconds} s.' },
  'limit.sockets': { status: 429, say: 'There are too many open connections from here; close one or try again in {seconds} s.' },
  'form.over': { status: 409, say: 'This form was sent already, or its question is over.' },
  'file.unknown': { status: 404, say: 'There is no such file here; send it again.' },
  'file.too_large': { status: 413, say: 'The file is larger than {limit} bytes; send a smaller one or raise widget.upload.maximumBytes.' },
  'file.type': { status: 415, say: 'Files of the type {type} are not taken here; widget.upload.types says which are.' },
  'file.broken': { status: 400, say: 'The file did not arrive whole ({reason}); send it again.' },
  'visitor.token_invalid': { status: 401, say: 'The visitor token is not valid here; drop it and connect without one.' },
  'visitor.blocked': { status: 403, say: 'This visitor was blocked in this project; an operator can let them in again in the inbox.' },
  'identity.invalid': { status: 401, say: 'The identity token is not accepted: {reason}. Sign a new one and call identify with it.' },
  'consent.required': { status: 403, say: 'This project wants a yes to its text of consent first; send consent with the hash of the text.' },
  'identity.required': { status: 401, say: 'This project wants to know who writes; call identify with a signed token first.' },
  'origin.not_allowed': { status: 403, say: 'The page {origin} may not use this project; add it to widget.allowedOrigins.' },
  'protocol.version': { status: 426, say: 'This widget speaks protocol {version}, the server {expected}; reload the page.' },
  'server.closing': { status: 503, say: 'The server is restarting; connect again in a moment.' },
  'server.port_taken': { status: 1, say: 'Port {port} is taken; stop what uses it or set PORT to another one.' },
  'settings.invalid': { status: 1, say: 'The setting {name} is "{value}"; it must be {expected}.' },
  'store.not_a_database': {
    status: 1,
    say: 'The file {file} is not a database of Promptside; move it away or set PROMPTSIDE_DATABASE to another path.',
  },
  'store.newer': { status: 1, say: 'The database {file} was written by a newer version ({found}, this one knows {known}); start that version.' },
  'store.unavailable': { status: 503, say: 'The database cannot be used right now ({reason}); nothing was stored, try again.' },
  'store.full': { status: 507, say: 'The disk is full; nothing was stored. Free some space and try again.' },
  'admin.signed_out': { status: 401, say: 'You are not signed in; sign in, or open the one-time link that the server prints.' },
  'admin.too_many': { status: 429, say: 'There were too many failed tries from here; try again in {seconds} s.' },
  'admin.link_used': { status: 401, say: 'This link was used or has expired; npx promptside link prints a new one.' },
  'admin.link_local': {
    status: 403,
    say: 'This link opens on the machine of the server alone; open it there or through a tunnel, or set PROMPTSIDE_LINK_FROM to anywhere.',
  },
  'admin.origin': { status: 403, say: 'This request did not come from the admin page itself; open the admin page and try again.' },
  'admin.invalid': { status: 400, say: 'The request is not understood: {reason}.' },
  'rehearsal.unknown': {
    status: 404,
    say: 'This rehearsal is gone; rehearsals are forgotten after {minutes} minutes without use. Start another one.',
  },
  'rehearsal.too_long': { status: 409, say: 'This rehearsal has had {limit} turns; start another one.' },
  'admin.not_allowed': { status: 403, say: 'The role {role} may not do this; ask an owner of this server.' },
  'admin.unknown': { status: 404, say: 'There is no such thing here.' },
  'account.wrong': { status: 401, say: 'This login and this password do not go together.' },
  'account.wrong_password': { status: 403, say: 'This is not your password; nothing was changed.' },
  'account.weak_password': { status: 400, say: 'Choose a password of {least} to {most} characters that is not the login.' },
  'account.login_taken': { status: 409, say: 'Somebody has the login {login} already; choose another one.' },
  'account.exists': { status: 409, say: 'There is an account already; sign in with it, or ask an owner for an invitation.' },
  'account.invitation': { status: 410, say: 'This invitation was used, withdrawn or has expired; ask for a new one.' },
  'account.last_owner': { status: 409, say: 'This is the last owner; make somebody else an owner first.' },
  'account.none': { status: 409, say: 'Make an account for yourself first; then you can invite others.' },
  'account.unknown': { status: 404, say: 'There is no such account any more.' },
  'account.no_hashing': { status: 501, say: 'This Node cannot hash passwords with argon2; use Node 24.7 or a later one.' },
} as const satisfies Record<string, { status: number; say: string }>;

export type ProblemCode = keyof typeof problems;
export type ProblemDetails = Record<string, string | number>;

/** A problem as it goes over a wire: the code for programs, the sentence for people. */
export type ProblemReport = { code: ProblemCode; message: string; details?: ProblemDetails };

/** Thrown where nobody inside can go on; caught around one effect and at the door. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(sentence(code, details), options);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}

/** The catalogue's sentence with its details filled in; a detail that is missing shows as its name. */
export function sentence(code: ProblemCode, details: ProblemDetails = {}): string {
  return problems[code].say.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** Any thrown thing as a report; what is not from the catalogue becomes `turn.failed` with its message. */
export function report(thrown: unknown): ProblemReport {
  if (thrown instanceof Problem) return { code: thrown.code, message: thrown.message, details: thrown.details };
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'turn.failed', message: sentence('turn.failed', { reason }), details: { reason } };
}
