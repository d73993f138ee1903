import type { JSX } from 'preact';
import type { EffectTrace } from '../../shared/event.ts';
import type { Value, Values } from '../../shared/value.ts';
import { writeJson } from '../document/json-text.ts';
import { asList, asRecord, asText } from '../document/read.ts';

/** What a webhook sent, with its secrets masked by the server, and what came back. */
export function Exchange({ trace, answer }: { trace: EffectTrace; answer: Value | undefined }): JSX.Element {
  const requests = asList(trace.requests).map(asRecord);
  const { status, statusText, headers, data } = asRecord(answer);
  return (
    <>
      {requests.map((request, index) => (
        <Sent key={index} request={request} title={requests.length > 1 ? `Sent, attempt ${index + 1}` : 'Sent'} />
      ))}
      {answer === undefined ? null : (
        <section class="exchange" aria-label="Answer">
          <h3>Answer</h3>
          <p class="code">{status === 0 ? 'none' : `${status} ${asText(statusText)}`}</p>
          <Headers headers={asRecord(headers)} />
          {data === null || data === undefined ? (
            <p class="hint">No body.</p>
          ) : (
            <pre class="try-value">{typeof data === 'string' ? data : writeJson(data)}</pre>
          )}
        </section>
      )}
    </>
  );
}

function Sent({ request, title }: { request: Values; title: string }): JSX.Element {
  const body = asText(request.body);
  return (
    <section class="exchange" aria-label={title}>
      <h3>{title}</h3>
      <p class="code">
        {asText(request.method)} {asText(request.url)}
      </p>
      <Headers headers={asRecord(request.headers)} />
      {body === '' ? <p class="hint">No body.</p> : <pre class="try-value">{pretty(body)}</pre>}
    </section>
  );
}

function Headers({ headers }: { headers: Values }): JSX.Element | null {
  const all = Object.entries(headers);
  if (all.length === 0) return null;
  return (
    <details class="fold">
      <summary>
        {all.length} {all.length === 1 ? 'header' : 'headers'}
      </summary>
      <pre>{all.map(([name, value]) => `${name}: ${asText(value)}`).join('\n')}</pre>
    </details>
  );
}

/** What a smart function asked: which models, for how many tokens, and with which prompt. */
export function Asked({ trace }: { trace: EffectTrace }): JSX.Element {
  return (
    <section class="exchange" aria-label="Asked">
      <h3>Asked</h3>
      {asList(trace.models)
        .map(asRecord)
        .map((model, index) => (
          <p key={index} class="code">
            {Object.entries(model)
              .map(([name, value]) => (name === 'model' ? asText(value) : `${name} ${asText(value) || JSON.stringify(value)}`))
              .join(', ')}
          </p>
        ))}
      {asText(trace.prompt) === '' ? null : <pre class="try-value">{asText(trace.prompt)}</pre>}
    </section>
  );
}

/** JSON on several lines, anything else as it was sent. */
function pretty(text: string): string {
  try {
    return writeJson(JSON.parse(text));
  } catch {
    return text;
  }
}
