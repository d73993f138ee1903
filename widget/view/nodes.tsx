import type { ComponentChildren, JSX } from 'preact';
import type { Node } from '../../shared/nodes.ts';

/** A message's tree as elements. There is no HTML on the way, so there is nothing to clean (G-30). */
export function Nodes({ of }: { of: readonly Node[] }): JSX.Element {
  return <>{of.map(draw)}</>;
}

type Inner = Extract<Node, { t: 'paragraph' | 'strong' | 'emphasis' | 'strike' | 'item' | 'quote' | 'table' | 'row' | 'cell' | 'headcell' }>;

const tags = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  strike: 's',
  item: 'li',
  quote: 'blockquote',
  row: 'tr',
  cell: 'td',
  headcell: 'th',
} as const;

function draw(node: Node): ComponentChildren {
  switch (node.t) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'block':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{node.text}</code>
        </pre>
      );
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'image':
      return isSafe(node.src) ? <img src={node.src} alt={node.alt} loading="lazy" referrerpolicy="no-referrer" /> : node.alt;
    case 'link':
      return <Link href={node.href} of={node.of} />;
    case 'list':
      return node.ordered ? (
        <ol start={node.start ?? 1}>
          <Nodes of={node.of} />
        </ol>
      ) : (
        <ul>
          <Nodes of={node.of} />
        </ul>
      );
    case 'heading':
      return (
        <p class={`heading level-${node.level}`}>
          <strong>
            <Nodes of={node.of} />
          </strong>
        </p>
      );
    default:
      return container(node);
  }
}

function container(node: Inner): ComponentChildren {
  if (node.t === 'table') {
    return (
      <div class="table">
        <table>
          <tbody>
            <Nodes of={node.of} />
          </tbody>
        </table>
      </div>
    );
  }
  const Tag = tags[node.t];
  // A kind of node that this widget does not know yet shows what is in it.
  return Tag ? (
    <Tag>
      <Nodes of={node.of} />
    </Tag>
  ) : (
    <Nodes of={node.of ?? []} />
  );
}

function Link({ href, of }: { href: string; of: readonly Node[] }): JSX.Element {
  if (!isSafe(href)) return <Nodes of={of} />;
  const isWeb = /^http/i.test(href);
  return (
    <a href={href} rel="noopener noreferrer nofollow" target={isWeb ? '_blank' : undefined}>
      <Nodes of={of} />
    </a>
  );
}

/** The server has looked already; a widget that trusts nobody looks again. */
export const isSafe = (address: string): boolean => /^(https?:\/\/|mailto:|tel:)/i.test(address);
