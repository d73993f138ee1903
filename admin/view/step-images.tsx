import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { inserted } from '../document/edit.ts';
import { type Path, withValue } from '../document/path.ts';
import { asList } from '../document/read.ts';
import { TextField } from './fields.tsx';
import { usePage, useValue } from './page-context.ts';

/** The images that a step shows below its text, each with its address and what is said where it cannot be seen (R004-10). */
export function StepImages({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const images = asList(value);
  const add = (): void => page.draft.edit(pathText(path), (draft) => inserted(draft, path, { index: images.length, values: [{ url: '', alt: '' }] }));
  return (
    <>
      {images.map((_, index) => (
        <fieldset key={index} class="ask-input">
          <legend>Image {index + 1}</legend>
          <TextField path={[...path, index, 'url']} label="Address" hint="Of a JPEG, PNG or GIF." placeholder="https://…" isCode />
          <TextField path={[...path, index, 'alt']} label="Alternative text" hint="For whoever cannot see it." />
          <button
            type="button"
            class="quiet danger"
            aria-label={`Remove image ${index + 1}`}
            onClick={() => page.draft.edit(pathText(path), (draft) => withValue(draft, [...path, index], undefined))}
          >
            Remove
          </button>
        </fieldset>
      ))}
      <button type="button" class="quiet" onClick={add}>
        Add an image
      </button>
    </>
  );
}
