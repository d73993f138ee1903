import type { JSX } from 'preact';
import type { Asked, ModelCall } from '../trace/model-calls.ts';
import { ColumnHeads } from './column-heads.tsx';
import { TraceFold } from './trace-fold.tsx';

/** What an effect asked of models: tokens, cost and time of each call, and the prompt as it was sent. */
export function ModelCalls({ asked: { calls, prompt, messages } }: { asked: Asked }): JSX.Element {
  return (
    <>
      <table class="plain model-calls">
        <ColumnHeads names={['Model', 'Ended', 'Tokens read', 'Tokens written', 'Cost', 'Took']} />
        <tbody>
          {calls.map((call, index) => (
            <CallRow key={index} call={call} />
          ))}
        </tbody>
      </table>
      {prompt ? (
        <TraceFold summary={`Prompt, sent with ${messages} ${messages === 1 ? 'message' : 'messages'} of the conversation`}>
          {() => <pre class="prompt">{prompt}</pre>}
        </TraceFold>
      ) : null}
    </>
  );
}

function CallRow({ call: { model, ok, end, input, output, cost, milliseconds, attempts } }: { call: ModelCall }): JSX.Element {
  return (
    <tr>
      <th scope="row">{model}</th>
      <td class={ok ? undefined : 'error'}>
        {ok ? end : `failed: ${end}`}
        {attempts > 1 ? <span class="hint"> after {attempts} attempts</span> : null}
      </td>
      <td class="number">{input}</td>
      <td class="number">{output}</td>
      <td class="number">{cost === null ? 'no price set' : Number(cost.toPrecision(3))}</td>
      <td class="number">{Math.round(milliseconds)} ms</td>
    </tr>
  );
}
