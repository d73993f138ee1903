import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TryModelAnswer } from '../../shared/admin.ts';
import type { Answer } from '../api.ts';
import type { Path } from '../document/path.ts';
import { asRecord, asText } from '../document/read.ts';
import { usePage, useValue } from './page-context.ts';

const titles: Record<TryModelAnswer['verdict'], string> = {
  ok: 'It answers',
  key_missing: 'The key is missing',
  key_refused: 'The key is refused',
  unreachable: 'It cannot be reached',
  model_unknown: 'There is no such model',
  busy: 'It is asked too often',
  failed: 'It failed',
};

/** Asks the model one tiny question as it stands here, and names what is missing. */
export function ModelTrial({ path }: { path: Path }): JSX.Element {
  const page = usePage();
  const [model] = useValue(path);
  const [isRunning, setRunning] = useState(false);
  const [answer, setAnswer] = useState<Answer<TryModelAnswer> | null>(null);
  const missing = missingOf(asRecord(model));
  const run = async (): Promise<void> => {
    setRunning(true);
    const { project } = page.draft.store.getState();
    const route = `/projects/${encodeURIComponent(project)}/try-model`;
    setAnswer(await page.api.call<TryModelAnswer>(route, { method: 'POST', body: { model }, waits: 45_000 }));
    setRunning(false);
  };
  return (
    <section class="try" aria-labelledby="try-model-heading">
      <header class="section-head">
        <h2 id="try-model-heading">Try it</h2>
        <p class="hint">Asks it for one word, from the server, with the key that stands there.</p>
      </header>
      <div class="try-line">
        <button type="button" class="primary" disabled={isRunning || missing !== ''} onClick={() => void run()}>
          {isRunning ? 'Asking…' : 'Try it'}
        </button>
        {missing ? <span class="hint">{missing}</span> : null}
      </div>
      <div role="status">{answer ? <Verdict answer={answer} /> : null}</div>
    </section>
  );
}

function missingOf({ name, model, provider, address }: Record<string, unknown>): string {
  if (!name) return 'Give it a name first.';
  if (!model) return 'Say first what the provider calls the model.';
  return provider === 'openai_compatible' && !address ? 'Say first where it listens.' : '';
}

function Verdict({ answer }: { answer: Answer<TryModelAnswer> }): JSX.Element {
  if (!answer.ok) return <p class="entry effect-done failed error">It was not asked: {answer.message}</p>;
  const { verdict, message, milliseconds, inputTokens, outputTokens } = answer.value;
  const isOk = verdict === 'ok';
  return (
    <div class={isOk ? 'entry effect-done' : 'entry effect-done failed'}>
      <p class="effect-line">
        <strong class={isOk ? 'is-true' : 'is-false'}>{titles[verdict]}</strong>
        <span class="hint">
          {milliseconds} ms{inputTokens === undefined ? '' : `, ${inputTokens} tokens in, ${outputTokens ?? 0} out`}
        </span>
      </p>
      <p class={isOk ? 'said' : 'error'}>{isOk ? `“${asText(message)}”` : message}</p>
    </div>
  );
}
