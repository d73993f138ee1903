/**
 * A message's text as a tree that a page builds elements from; there is no HTML on the way (G-30).
 * Links carry only https, http, mailto and tel addresses, images only hosts that the project allows.
 */
export type Node =
  | { t: 'text'; text: string }
  | { t: 'code'; text: string }
  | { t: 'block'; text: string; language?: string }
  | { t: 'break' }
  | { t: 'rule' }
  | { t: 'image'; src: string; alt: string }
  | { t: 'link'; href: string; of: Node[] }
  | { t: 'list'; ordered: boolean; start?: number; of: Node[] }
  | { t: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; of: Node[] }
  | { t: 'paragraph' | 'strong' | 'emphasis' | 'strike' | 'item' | 'quote' | 'table' | 'row' | 'cell' | 'headcell'; of: Node[] };
