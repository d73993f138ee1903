import type { ComponentChildren, JSX } from 'preact';
import type { VisitorMessage } from '../../shared/protocol.ts';
import type { Outgoing } from '../connection/state.ts';
import type { Strings } from '../language/strings.ts';
import type { Running } from '../running.ts';
import { Extras, SentFiles } from './extras.tsx';
import { Icon } from './icons.tsx';
import { memo } from './memo.ts';
import { isSafe, Nodes } from './nodes.tsx';

type SaidProps = { message: VisitorMessage; words: Strings; running: Running };

/** One message as it stands in the log; its look never changes once it is there. */
export const Said = memo(function Said({ message, words, running }: SaidProps): JSX.Element {
  const isMine = message.role === 'user';
  const who = { user: words.you, assistant: words.assistant, operator: message.by ?? words.operator }[message.role];
  return (
    <>
      <Bubble isMine={isMine} from={message.role} who={who}>
        {!isMine ? <Nodes of={message.nodes} /> : message.text && <p>{message.text}</p>}
        {message.images
          ?.filter((image) => isSafe(image.url))
          .map((image) => (
            <img key={image.url} class="picture" src={image.url} alt={image.alt} loading="lazy" referrerpolicy="no-referrer" />
          ))}
        {message.files && <SentFiles files={message.files} running={running} />}
      </Bubble>
      <Extras message={message} running={running} />
    </>
  );
});

type Unsent = Extract<Outgoing, { kind: 'message' }>;

/** What the visitor said and the server has not shown back yet, with its state. */
export function Saying({ item, words, running }: { item: Unsent; words: Strings; running: Running }): JSX.Element {
  const { connection } = running;
  return (
    <Bubble isMine from="user" stage={item.stage} who={words.you}>
      {item.text && <p>{item.text}</p>}
      {item.files && <SentFiles files={item.files} running={running} />}
      {item.stage === 'failed' ? (
        <p class="trouble">
          <Icon name="alert" /> {words.failed}{' '}
          <button type="button" class="link" onClick={() => connection.retry(item.id)}>
            {words.retry}
          </button>{' '}
          <button type="button" class="link" onClick={() => connection.discard(item.id)}>
            {words.discard}
          </button>
        </p>
      ) : (
        <p class="stage">{item.stage === 'sent' ? words.sent : words.sending}</p>
      )}
    </Bubble>
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
