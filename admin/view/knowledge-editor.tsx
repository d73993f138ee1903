import type { JSX } from 'preact';
import { freeName } from '../document/edit.ts';
import { JsonFold } from './json-fold.tsx';
import { DescriptorRows } from './parameter-rows.tsx';
import { type Column, RowTable } from './row-table.tsx';

const columns: readonly Column[] = [
  { key: 'id', label: 'Id', kind: 'code' },
  { key: 'question', label: 'Question', kind: 'long', isWide: true },
  { key: 'answer', label: 'Answer', kind: 'long', isWide: true },
  { key: 'tags', label: 'Tags', kind: 'tags' },
];

/** Questions and their answers, found without a model. */
export function KnowledgeEditor(): JSX.Element {
  return (
    <article class="editor wide">
      <h1 tabIndex={-1}>Knowledge</h1>
      <p class="hint">Questions and their answers, found without a model. A stage can keep to some tags; tags stand with commas between them.</p>
      <RowTable
        path={['knowledge']}
        columns={columns}
        what="question"
        make={(list) => ({ id: freeName(list, 'question'), question: '', answer: '' })}
        empty="Nothing is known yet. Add the question that is asked most often."
      />
      <JsonFold path={['knowledge']} summary="Sources and everything else" label="The knowledge as JSON" rows={18} />
    </article>
  );
}

/** What is known about a visitor over all conversations. */
export function ProfileEditor(): JSX.Element {
  return (
    <article class="editor wide">
      <h1 tabIndex={-1}>Profile fields</h1>
      <p class="hint">What is known about a visitor over all conversations, read as userProfile.name.</p>
      <DescriptorRows path={['profile']} what="profile field" empty="Nothing is kept about visitors yet." />
      <JsonFold path={['profile']} summary="As JSON" label="The profile fields as JSON" rows={12} />
    </article>
  );
}
