import { ClassifierEditor } from './classifier-editor.tsx';
import { ConstantsEditor } from './constants-editor.tsx';
import { KnowledgeEditor, ProfileEditor } from './knowledge-editor.tsx';
import { ModelEditor } from './model-editor.tsx';
import { PromptSequenceEditor } from './prompt-sequence-editor.tsx';
import { SnippetEditor } from './snippet-editor.tsx';
import { ToolEditor } from './tool-editor.tsx';
import { ToolsPage } from './tools-page.tsx';
import { TransformerEditor } from './transformer-editor.tsx';
import { VariablesPage } from './variables-page.tsx';
import { WidgetEditor } from './widget-editor.tsx';

/** The editors that come together in one chunk, by what they edit. */
export const partEditors = {
  promptSequence: PromptSequenceEditor,
  snippet: SnippetEditor,
  model: ModelEditor,
  classifier: ClassifierEditor,
  transformer: TransformerEditor,
  constants: ConstantsEditor,
  knowledge: KnowledgeEditor,
  profile: ProfileEditor,
  tool: ToolEditor,
  tools: ToolsPage,
  variables: VariablesPage,
  widget: WidgetEditor,
} as const;
