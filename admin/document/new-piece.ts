import type { Value } from '../../shared/value.ts';
import { freeName, newAction } from './edit.ts';
import { type Path, valueAt } from './path.ts';
import { asList, asRecord } from './read.ts';

/** Something that an author can add to a document: what the button says, where it goes, and what it starts as. */
export type Piece = { label: string; list: Path; make: (document: Value) => Value };

const named = (list: string, wanted: string): ((document: Value) => string) => {
  // Tools and sequences are called by one name each, so they share their names.
  const scope = list === 'tools' || list === 'actionSequences' ? ['tools', 'actionSequences'] : [list];
  return (document) =>
    freeName(
      scope.flatMap((key) => asList(asRecord(document)[key])),
      wanted,
    );
};

const scriptName = named('tools', 'new_script');
const webhookName = named('tools', 'new_webhook');
const smartName = named('tools', 'new_smart_function');

/** Everything that can be added, each as complete as a document allows. */
export const pieces = {
  stage: { label: 'New stage', list: ['stages'], make: (document) => ({ name: named('stages', 'new_stage')(document), actions: [] }) },
  globalAction: { label: 'New global action', list: ['globalActions'], make: (document) => newAction(valueAt(document, ['globalActions'])) },
  script: {
    label: 'New script',
    list: ['tools'],
    make: (document) => ({ name: scriptName(document), type: 'script', description: '', code: "return { greeting: 'hello' };" }),
  },
  webhook: {
    label: 'New webhook',
    list: ['tools'],
    make: (document) => ({ name: webhookName(document), type: 'webhook', description: '', method: 'GET', url: 'https://' }),
  },
  smartFunction: {
    label: 'New smart function',
    list: ['tools'],
    make: (document) => ({
      name: smartName(document),
      type: 'smart_function',
      description: '',
      prompt: 'Say in one word what this is about: {{userInput}}',
    }),
  },
  sequence: {
    label: 'Add Sequence',
    list: ['actionSequences'],
    make: (document) => ({ name: named('actionSequences', 'new_sequence')(document), actions: [] }),
  },
  playbook: {
    label: 'New playbook',
    list: ['playbooks'],
    make: (document) => ({
      name: named('playbooks', 'new_playbook')(document),
      examples: [''],
      sections: [{ name: 'Start', steps: [{ type: 'SEND', text: 'What can I do for you?' }] }],
    }),
  },
  promptSequence: {
    label: 'New prompt sequence',
    list: ['promptSequences'],
    make: (document) => ({
      name: named('promptSequences', 'new_prompts')(document),
      mode: 'approve_before_continuing',
      steps: [{ type: 'inline', prompt: 'Summarise the conversation.' }],
    }),
  },
  snippet: {
    label: 'New snippet',
    list: ['snippets'],
    make: (document) => ({ id: named('snippets', 'new_snippet')(document), title: '', content: 'Write a short, friendly text.' }),
  },
  knowledge: {
    label: 'New question',
    list: ['knowledge'],
    make: (document) => ({ id: named('knowledge', 'question')(document), question: 'What …?', answer: '…', tags: [] }),
  },
  profile: {
    label: 'New profile field',
    list: ['profile'],
    make: (document) => ({ name: named('profile', 'new_field')(document), type: 'string' }),
  },
  model: {
    label: 'New model',
    list: ['models'],
    make: (document) => ({ name: named('models', 'new_model')(document), provider: 'openai', model: 'gpt-4o-mini', apiKey: 'OPENAI_API_KEY' }),
  },
  classifier: {
    label: 'New classifier',
    list: ['classifiers'],
    make: (document) => ({ name: named('classifiers', 'new_classifier')(document), type: 'examples' }),
  },
  transformer: {
    label: 'New transformer',
    list: ['transformers'],
    make: (document) => ({ name: named('transformers', 'new_transformer')(document), type: 'script', code: 'vars.lastMessage = userInput;' }),
  },
} satisfies Record<string, Piece>;

/** Where the next item of a list will stand. */
export const nextPath = (document: Value, list: Path): Path => [...list, asList(valueAt(document, list)).length];
