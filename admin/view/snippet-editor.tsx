import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import type { Path } from '../document/path.ts';
import { nameOf } from '../document/read.ts';
import { snippetUses } from '../document/snippet-uses.ts';
import { hashOf } from '../route.ts';
import { CountedField } from './counted-field.tsx';
import { Heading } from './heading.tsx';
import { JsonFold } from './json-fold.tsx';
import { NameField } from './name-field.tsx';
import { jump, useDraft, usePage, useValue } from './page-context.ts';

/** A prompt that several sequences share, and which ones those are. */
export function SnippetEditor({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [snippet] = useValue(path);
  const document = useDraft((state) => state.document);
  const uses = snippetUses(document, nameOf(snippet));
  return (
    <article class="editor">
      <Heading kind="Snippet" path={path} />
      <NameField path={path} nameKey="id" label="Id" hint="How steps name it; they follow a new id." />
      <CountedField path={[...path, 'title']} label="Title" limit={200} hint="What it is called in lists." />
      <CountedField path={[...path, 'content']} label="Content" limit={20_000} isLong keepsEmpty hint="The prompt; {{name}} is filled in." />
      <section aria-labelledby="uses-heading">
        <header class="section-head">
          <h2 id="uses-heading">Used by</h2>
        </header>
        {uses.length === 0 ? (
          <p class="empty">No prompt sequence uses it yet. Choose it in a step of one.</p>
        ) : (
          <ul class="part-list">
            {uses.map((use) => (
              <li key={use.name}>
                <a href={hashOf({ room: 'build', path: use.path })}>{use.name}</a>
                {use.steps.map((step) => (
                  <button
                    key={step}
                    type="button"
                    class="quiet"
                    aria-label={`Step ${step} of ${use.name}`}
                    onClick={() => jump(page, pathText([...use.path, 'steps', step - 1, 'snippetId']))}
                  >
                    step {step}
                  </button>
                ))}
              </li>
            ))}
          </ul>
        )}
      </section>
      <JsonFold path={path} summary="As JSON" label="This snippet as JSON" rows={12} />
    </article>
  );
}
