import MarkdownIt, { type Token } from 'markdown-it';
import type { Node } from '../../shared/nodes.ts';

const maximumDepth = 20;
const maximumCharacters = 20_000;
const schemes = new Set(['https:', 'http:', 'mailto:', 'tel:']);
const containers: Record<string, Extract<Node, { of: Node[] }>['t']> = {
  paragraph: 'paragraph',
  strong: 'strong',
  em: 'emphasis',
  s: 'strike',
  list_item: 'item',
  blockquote: 'quote',
  table: 'table',
  tr: 'row',
  td: 'cell',
  th: 'headcell',
};

let parser: InstanceType<typeof MarkdownIt> | undefined;
const remembered = new Map<string, Node[]>();

/** A message's text as nodes: markdown without HTML, links of four schemes, images from allowed hosts alone (G-30, P-39). */
export function toNodes(text: string, imageHosts: readonly string[]): Node[] {
  if (isPlain(text)) return [{ t: 'paragraph', of: [{ t: 'text', text }] }];
  const key = `${imageHosts.join(' ')}\n${text}`;
  const known = remembered.get(key);
  if (known) return known;
  parser ??= new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: maximumDepth });
  const nodes = text.length > maximumCharacters ? [{ t: 'text' as const, text }] : built(parser.parse(text, {}), { imageHosts });
  if (remembered.size > 500) remembered.clear();
  remembered.set(key, nodes);
  return nodes;
}

/** Text without a character that markdown could mean something by. */
const isPlain = (text: string): boolean => !/[*_`~[\]<>#|!\\\n&]|https?:|www\.|@|^\s*(?:\d+[.)]|[-+=])|\w\.\w/.test(text);

/** A flat list of opening, closing and lone tokens as a tree. */
function built(tokens: readonly Token[], rules: { imageHosts: readonly string[] }): Node[] {
  const root: Node[] = [];
  const open: Node[][] = [root];
  const put = (node: Node): number => (open.at(-1) ?? root).push(node);
  for (const token of tokens) {
    if (token.nesting === 1) {
      const of: Node[] = [];
      const node = opened(token, of);
      if (node) put(node);
      // What is no node of ours passes its contents on to the place it stands in.
      open.push(node ? of : (open.at(-1) ?? root));
    } else if (token.nesting === -1) {
      if (open.length > 1) open.pop();
    } else for (const node of lone(token, rules)) put(node);
  }
  return root;
}

function opened(token: Token, of: Node[]): Node | null {
  const kind = token.type.replace(/_open$/, '');
  const container = containers[kind];
  if (kind === 'link') return linked(String(token.attrGet('href') ?? ''), of);
  // markdown-it names headings h1 to h6 and nothing else.
  if (kind === 'heading') return { t: 'heading', level: Number(token.tag.slice(1)) as 1 | 2 | 3 | 4 | 5 | 6, of };
  if (kind === 'bullet_list') return { t: 'list', ordered: false, of };
  if (kind === 'ordered_list') return { t: 'list', ordered: true, start: Number(token.attrGet('start') ?? 1), of };
  // The table maps to containers alone, so the pair of kind and contents is one of the union.
  return container && !(kind === 'paragraph' && token.hidden) ? ({ t: container, of } as Node) : null;
}

/** A link where its address is one that a page may follow; else its words alone. */
const linked = (href: string, of: Node[]): Node | null =>
  URL.canParse(href) && schemes.has(new URL(href).protocol) ? { t: 'link', href, of } : null;

function lone(token: Token, rules: { imageHosts: readonly string[] }): Node[] {
  switch (token.type) {
    case 'inline':
      return built(token.children ?? [], rules);
    case 'text':
      return token.content === '' ? [] : [{ t: 'text', text: token.content }];
    case 'code_inline':
      return [{ t: 'code', text: token.content }];
    case 'fence':
    case 'code_block':
      return [{ t: 'block', text: token.content, ...(token.info ? { language: token.info.slice(0, 30) } : {}) }];
    case 'softbreak':
    case 'hardbreak':
      return [{ t: 'break' }];
    case 'hr':
      return [{ t: 'rule' }];
    case 'image':
      return pictured(String(token.attrGet('src') ?? ''), token.content, rules.imageHosts);
    default:
      return token.content ? [{ t: 'text', text: token.content }] : [];
  }
}

function pictured(src: string, alt: string, hosts: readonly string[]): Node[] {
  return isAllowedImage(src, hosts) ? [{ t: 'image', src, alt }] : [{ t: 'text', text: alt }];
}

/** Whether an image may be shown: over https, from a host of the project's own choice. */
export const isAllowedImage = (src: string, hosts: readonly string[]): boolean =>
  URL.canParse(src) && new URL(src).protocol === 'https:' && hosts.includes(new URL(src).hostname);
