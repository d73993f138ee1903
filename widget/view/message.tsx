import type { ComponentChildren, JSX } from 'preact';
import type { VisitorMessage } from '../../shared/protocol.ts';
import type { Outgoing } from '../connection/state.ts';
import type { Strings } from '../language/strings.ts';
import type { Running } from '../running.ts';
import { Extras, SentFiles } from './extras.tsx';
import { Icon } from './icons.tsx';
import { memo } from './memo.ts';
import { isSafe, Nodes } from './nodes.tsx';
import { useShown } from './use-shown.ts';

/** What the visitor said and the server has not shown back yet. */
type Unsent = Extract<Outgoing, { kind: 'message' }>;

type SaidProps = { message: VisitorMessage | Unsent; words: Strings; running: Running };

/**
 * One message as it stands in the log; once it is there, its look never changes. One that is on its way says so, and
 * stays the same element when it has arrived: another one would be announced again.
 */
export const Said = memo(function Said({ message, words, running }: SaidProps): JSX.Element {
  const { text, files } = message;
  const [said, unsent] = 'role' in message ? [message, undefined] : [undefined, message];
  const role = said?.role ?? 'user';
  const isMine = role === 'user';
  const who = { user: words.you, assistant: words.assistant, operator: said?.by ?? words.operator }[role];
  return (
    <>
      <Bubble isMine={isMine} from={role} stage={unsent?.stage} who={who}>
        {isMine ? text && <p>{text}</p> : said && <Nodes of={said.nodes} />}
        {said?.images
          ?.filter((image) => isSafe(image.url))
          .map((image) => (
            <img key={image.url} class="picture" src={image.url} alt={image.alt} loading="lazy" referrerpolicy="no-referrer" />
          ))}
        {files && <SentFiles files={files} running={running} />}
        {unsent && <Stage item={unsent} words={words} running={running} />}
      </Bubble>
      {said && <Extras message={said} running={running} />}
    </>
  );
});

/** How far a message is, and what can be done where it was not sent. */
function Stage({ item: { id, stage }, words, running }: { item: Unsent; words: Strings; running: Running }): JSX.Element {
  const { connection } = running;
  // Nothing is on its way to a server that will not have us.
  const pending = useShown(running.store, ({ talk }) => (talk.link.is === 'refused' ? 'kept' : 'sending'));
  if (stage !== 'failed') return <p class="stage">{words[stage === 'sent' ? 'sent' : pending]}</p>;
  return (
    <p class="trouble">
      <Icon name="alert" /> {words.failed}{' '}
      <button type="button" class="link" onClick={() => connection.retry(id)}>
        {words.retry}
      </button>{' '}
      <button type="button" class="link" onClick={() => connection.discard(id)}>
        {words.discard}
      </button>
    </p>
  );
}

/** The round-cornered box around a message. */
export function Bubble(props: { isMine?: boolean; from: string; stage?: string; who?: string; children: ComponentChildren }): JSX.Element {
  const { isMine, from, stage, who, children } = props;
  return (
    <div class={`row ${isMine ? 'mine' : 'theirs'}`}>
      <div class={`bubble ${from}`} part={`message ${from}`} data-stage={stage}>
        {who && (
          <span class={from === 'operator' ? 'by' : 'unseen'}>
            {who}
            <span class="unseen">: </span>
          </span>
        )}
        <div class="text" dir="auto">
          {children}
        </div>
      </div>
    </div>
  );
}
