/** A name or a function that code finds in its scope, with what docs/scripting.md says of it. */
export type ScriptingWord = { name: string; kind: 'variable' | 'function'; how: string; info: string };

const variable = (name: string, info: string): ScriptingWord => ({ name, kind: 'variable', how: name, info });
const call = (how: string, info: string): ScriptingWord => ({ name: how.replace(/\(.*$/, ''), kind: 'function', how, info });

/** Everything that scripts, conditions and expressions see. */
export const scriptingWords: readonly ScriptingWord[] = [
  variable('vars', 'The variables of the current stage; a script may change them.'),
  variable('userProfile', 'What is known of the visitor; a script may change it.'),
  variable('userInput', 'The message as it stands now; a script may assign a text.'),
  variable('originalUserInput', 'The message as it was typed.'),
  variable('params', 'The parameters of the action or of the tool call.'),
  variable('stage', 'The name of the current stage.'),
  variable('stageVars', 'The variables of every stage, by its name.'),
  variable('constants', "The project's constants."),
  variable('history', 'The last messages, oldest first, as { role, text }.'),
  variable('events', 'What set this turn off.'),
  variable('actions', 'The names of the matched actions.'),
  variable('results', 'What tools and webhooks gave in this turn: results.tools.find_order.'),
  variable('time', "The moment in the project's zone: date, weekday, hour, minute and a short calendar."),
  variable('faq', 'What the knowledge says to the message, at most three: question, answer, source and score.'),
  variable('conversationId', "The conversation's id."),
  call('goToStage(name)', 'The conversation moves when all effects of the turn are done.'),
  call('endConversation(reason?)', "It ends after the turn's last response."),
  call('abortConversation(reason?)', "It ends at once after the turn's effects, without any response."),
  call('respond(text)', 'The text is sent as a response.'),
  call('suppressResponse()', 'No response is generated in this turn.'),
  call('uuid()', 'A random identifier.'),
  call('formatDate(date, how?, zone?)', 'A date in words.'),
  call('historyText(count?)', 'The last messages as text, one role: text on each line.'),
];

/** What stands below a name that has members of its own. */
export const scriptingMembers: Readonly<Record<string, readonly string[]>> = {
  results: ['tools', 'webhooks'],
  time: ['zone', 'date', 'weekday'],
  console: ['log', 'info', 'warn', 'error'],
};
