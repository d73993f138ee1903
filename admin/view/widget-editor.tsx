import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { pathText } from '../../shared/finding.ts';
import { contrast, enoughContrast, readableGround } from '../document/contrast.ts';
import { pageLine, widgetStandards as standards } from '../document/page-line.ts';
import { asRecord, asText } from '../document/read.ts';
import { CopyLine } from './copy-line.tsx';
import { ChoiceField, FieldFindings, LongField, TextField, Toggle } from './fields.tsx';
import { JsonFold } from './json-fold.tsx';
import { OriginList } from './origin-list.tsx';
import { useDraft, usePage, useValue } from './page-context.ts';
import { type Column, RowTable } from './row-table.tsx';
import { SecretNameField } from './secret-name-field.tsx';
import { TextList } from './text-list.tsx';
import { WidgetPreview } from './widget-preview.tsx';

const buttonColumns: readonly Column[] = [
  { key: 'label', label: 'Label', kind: 'text', isWide: true },
  { key: 'command', label: 'Command', kind: 'code' },
];

/** How the chat looks, where it stands, where it may be embedded, and the line that embeds it. */
export function WidgetEditor(): JSX.Element {
  return (
    <article class="editor">
      <h1 tabIndex={-1}>Widget</h1>
      <Snippet />
      <WidgetPreview />
      <TextField path={['widget', 'title']} label="Title" placeholder="Chat" />
      <LongField path={['widget', 'greeting']} label="Greeting" hint="What the widget says before anybody has written." />
      <TextField path={['widget', 'placeholder']} label="Placeholder" hint="What stands in the empty field." />
      <ChoiceField path={['widget', 'position']} label="Position" choices={['bottom-right', 'bottom-left']} standard="bottom-right" />
      <Colours />
      <section aria-labelledby="buttons-heading">
        <header class="section-head">
          <h2 id="buttons-heading">Buttons</h2>
          <p class="hint">Offered before anybody has written. A command names an action or a playbook; without one the label is said.</p>
        </header>
        <RowTable path={['widget', 'buttons']} columns={buttonColumns} what="button" make={() => ({ label: 'New button' })} empty="No buttons yet." />
      </section>
      <OriginList />
      <TextList
        path={['widget', 'imageHosts']}
        label="Image hosts"
        what="host"
        placeholder="images.shop.example"
        hint="Where images in messages may come from; none listed means none are shown."
      />
      <div class="toggles">
        <Toggle path={['widget', 'tellsStage']} label="Pages are told the stage" standard={false} />
        <Toggle path={['widget', 'messageRating']} label="Each answer can be rated" standard={false} />
      </div>
      <Identity />
      <JsonFold path={['widget']} summary="Uploads, consent, ratings and everything else" label="The widget as JSON" rows={14} />
    </article>
  );
}

function Snippet(): JSX.Element {
  const project = useDraft((state) => state.project);
  const [widget] = useValue(['widget']);
  return <CopyLine label="The line that brings the chat to a page" text={pageLine(location.origin, project, widget)} copied="Copied" />;
}

function Colours(): JSX.Element {
  const [accent] = useValue(['widget', 'colours', 'accent']);
  const [onAccent] = useValue(['widget', 'colours', 'onAccent']);
  const page = usePage();
  const [text, ground] = [asText(onAccent) || standards.onAccent, asText(accent) || standards.accent];
  const ratio = contrast(text, ground);
  const suggested = readableGround(text, ground);
  return (
    <section aria-labelledby="colours-heading">
      <header class="section-head">
        <h2 id="colours-heading">Colours</h2>
        <p class="hint">
          Of launcher, head, own messages and main buttons. Links in answers and the ring around what has the focus do not take them.
        </p>
      </header>
      <div class="colours">
        <Colour name="accent" label="Ground" />
        <Colour name="onAccent" label="Text on it" />
        <p role="status" class={ratio !== null && ratio >= enoughContrast ? 'is-true' : 'is-false'}>
          {ratio === null
            ? 'A colour looks like #1f6feb.'
            : `Contrast ${ratio.toFixed(1)} : 1, ${ratio >= enoughContrast ? 'easy to read' : `too low; ${enoughContrast} : 1 is needed`}`}
        </p>
        {suggested === null ? null : (
          <button type="button" onClick={() => page.draft.set(['widget', 'colours', 'accent'], suggested, 'widget.colours.accent')}>
            Use {suggested}
          </button>
        )}
      </div>
    </section>
  );
}

/** Whether the site says who its visitors are, by tokens that it signs. */
function Identity(): JSX.Element {
  const page = usePage();
  const path = ['widget', 'identity'];
  const [value] = useValue(path);
  const isOn = value !== undefined;
  return (
    <section aria-labelledby="identity-heading">
      <header class="section-head">
        <h2 id="identity-heading">Who visitors are</h2>
        <p class="hint">The site can sign a token that says who somebody is; then the chat knows them on every device.</p>
      </header>
      <label class="toggle">
        <input
          type="checkbox"
          data-path={isOn ? undefined : 'widget.identity'}
          checked={isOn}
          onChange={(event) => page.draft.set(path, event.currentTarget.checked ? { secret: 'VISITOR_SECRET' } : undefined, pathText(path))}
        />
        The site signs who its visitors are
      </label>
      {isOn ? (
        <>
          <SecretNameField
            path={[...path, 'secret']}
            label="Variable with the key"
            placeholder="VISITOR_SECRET"
            hint={
              asRecord(value).algorithm === undefined || asRecord(value).algorithm === 'HS256'
                ? 'The environment variable of the server that holds the shared secret.'
                : 'The environment variable of the server that holds the public key in PEM.'
            }
          />
          <ChoiceField path={[...path, 'algorithm']} label="Algorithm" choices={['HS256', 'RS256', 'ES256']} standard="HS256" />
          <Toggle path={[...path, 'required']} label="Nobody may write without a token" standard={false} />
        </>
      ) : null}
    </section>
  );
}

function Colour({ name, label }: { name: keyof typeof standards; label: string }): JSX.Element {
  const id = useId();
  const path = ['widget', 'colours', name];
  const [value, setValue] = useValue(path);
  const colour = asText(value) || standards[name];
  return (
    <div class="field colour">
      <label for={id}>{label}</label>
      <div class="snippet">
        <input type="color" aria-label={`${label}, chosen by eye`} value={colour} onInput={(event) => setValue(event.currentTarget.value)} />
        <input id={id} class="code" data-path={pathText(path)} value={colour} onInput={(event) => setValue(event.currentTarget.value || undefined)} />
      </div>
      <FieldFindings path={path} />
    </div>
  );
}
