import type { Conversation, Message } from '../../shared/conversation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Stage } from '../../shared/project/stage.ts';
import type { ModelSaid } from '../../shared/said.ts';
import type { Values } from '../../shared/value.ts';
import { boundedHistory } from './bounded-history.ts';
import { isRecord } from './fits.ts';
import { history, seenText } from './history.ts';
import { render } from './template/template.ts';

/** What a model is told before the conversation: who it is, what this stage is about, the time, what is known, and what to do now. */
export function systemPrompt(
  project: Project,
  stage: Stage | undefined,
  { scope, instruction, colleagues }: { scope: Values; instruction?: string | undefined; colleagues?: Conversation['colleagues'] | undefined },
): string {
  const { turn, language } = { turn: scope, language: project.language };
  const parts = [
    filled(project.persona, turn),
    filled(stage?.prompt, turn),
    anchorOf(scope),
    knowledgeOf(scope),
    doneBy(colleagues ?? []),
    `Answer in the language of the user; where that is not clear, in "${language}".`,
    filled(instruction, turn),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/**
 * The conversation as a model sees it: each message under its own role, what was hidden left out, the current one as a
 * Modify User Input made it, and nothing that nobody said (P-06, P-19).
 */
export function promptMessages(project: Project, conversation: Conversation, hidden: ReadonlySet<string>): ModelSaid[] {
  const { historyTokens: tokens, historyMessages: messages } = project.limits;
  const seen = history(conversation, Number.POSITIVE_INFINITY).filter(({ id }) => !hidden.has(id));
  return boundedHistory(seen, { tokens, messages }).map(asSaid);
}

function asSaid(message: Message): ModelSaid {
  if (message.role === 'user') return { role: 'user', text: seenText(message) };
  // A colleague's words are nobody else's: the model neither takes them for its own nor answers for them.
  const author = message.role === 'operator' ? `[${message.by ?? 'A colleague'}, a human colleague, wrote:] ` : '';
  return { role: 'assistant', text: `${author}${seenText(message)}` };
}

/** What human colleagues did while they had the conversation. */
const doneBy = (colleagues: NonNullable<Conversation['colleagues']>): string =>
  colleagues.length === 0
    ? ''
    : `Human colleagues had this conversation meanwhile. What they did, in their words:\n${colleagues.map(({ by, summary }) => `- ${by}: ${summary}`).join('\n')}`;

const filled = (template: string | undefined, scope: Values): string => (template ? render(template, scope, { place: 'text' }).trim() : '');

function anchorOf({ time }: Values): string {
  return isRecord(time) && typeof time.anchor === 'string' ? time.anchor : '';
}

function knowledgeOf({ faq }: Values): string {
  if (!Array.isArray(faq) || faq.length === 0) return '';
  const items = faq.map((item) => JSON.stringify(item)).join('\n');
  return `What the knowledge base says to this message, as JSON; rely on it and add nothing to it:\n${items}`;
}
