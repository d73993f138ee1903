import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { freeName, inserted } from '../document/edit.ts';
import { type Path, withValue } from '../document/path.ts';
import { handoffsIn } from '../document/playbook-handoffs.ts';
import { sectionLists } from '../document/playbook-steps.ts';
import { asList, asRecord, nameOf } from '../document/read.ts';
import { FieldFindings, LongField, TextField } from './fields.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { usePage, useValue } from './page-context.ts';
import { type Opener, StepList } from './step-list.tsx';
import { StepPane } from './step-pane.tsx';
import { TextList } from './text-list.tsx';

/** A playbook: what starts it, what holds everywhere in it, and its sections with their steps; a step's keyword opens its pane (R004-04). */
export function PlaybookEditor({ path }: { path: Path }): JSX.Element {
  const [playbook] = useValue(path);
  const [opened, setOpened] = useState<Path | null>(null);
  const opener: Opener = { playbook: path, handoffs: handoffsIn(playbook), open: setOpened };
  return (
    <article class="editor">
      <Heading kind="Playbook" path={path} />
      <NameField path={path} />
      <LongField path={[...path, 'description']} label="Description" hint="When it is wanted; it competes with the actions." />
      <TextList path={[...path, 'examples']} label="Examples" what="example" placeholder="What a visitor says who wants it" />
      <LongField path={[...path, 'generalGuidelines']} label="General guidelines" hint="Context, tone and knowledge for all sections." />
      <Sections path={path} opener={opener} />
      <JsonFold path={path} summary="The whole playbook as JSON" label="This playbook as JSON" rows={24} />
      <StepPane opener={opener} path={opened} onClose={() => setOpened(null)} />
    </article>
  );
}

function Sections({ path, opener }: { path: Path; opener: Opener }): JSX.Element {
  const page = usePage();
  const [playbook] = useValue(path);
  const list = [...path, 'sections'];
  const sections = asList(asRecord(playbook).sections);
  const add = (): void =>
    page.draft.edit(pathText(list), (draft) =>
      inserted(draft, list, { index: sections.length, values: [{ name: freeName(sections, 'Section'), steps: [] }] }),
    );
  return (
    <>
      {sectionLists(playbook, path).map(({ path: steps, index }) => (
        <section key={index} aria-label={`Section ${nameOf(sections[index]) || index + 1}`} class="playbook-section">
          <TextField path={[...list, index, 'name']} label={`Section ${index + 1}`} />
          <StepList list={steps} label={`Steps of section ${index + 1}`} opener={opener} />
          {sections.length > 1 ? (
            <button
              type="button"
              class="quiet danger"
              onClick={() => page.draft.edit(pathText(list), (draft) => withValue(draft, [...list, index], undefined))}
            >
              Remove section {index + 1}
            </button>
          ) : null}
        </section>
      ))}
      <FieldFindings path={list} />
      <button type="button" onClick={add}>
        Add a section
      </button>
    </>
  );
}
