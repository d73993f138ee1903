import type { JSX } from 'preact';
import { pathText } from '../../shared/finding.ts';
import { originFault } from '../document/origin.ts';
import { asList, asText } from '../document/read.ts';
import { usePage, useValue } from './page-context.ts';
import { TextList } from './text-list.tsx';

const path = ['widget', 'allowedOrigins'];

/** Which pages may embed the chat; what is no origin is said at once, with what was probably meant. */
export function OriginList(): JSX.Element {
  const page = usePage();
  const [value] = useValue(path);
  const faults = asList(value).flatMap((item, index) => {
    const fault = originFault(asText(item));
    return fault ? [{ index, text: asText(item), ...fault }] : [];
  });
  return (
    <div class="field">
      <TextList
        path={path}
        label="Allowed origins"
        what="origin"
        placeholder="https://shop.example"
        hint="Pages that may embed the chat; none listed means any page."
      />
      <ul class="field-findings">
        {faults.map(({ index, text, reason, meant }) => (
          <li key={index} class="error">
            {text || 'Empty'}: {reason}{' '}
            {meant === undefined ? null : (
              <button type="button" class="quiet" onClick={() => page.draft.set([...path, index], meant, pathText(path))}>
                Use {meant}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
