const limits = { characters: 65_536, blocks: 500, depth: 40 };

/** What is too large or too deep to be parsed in reasonable time, in words, or null; looks at each character once. */
export function tooMuch(source: string): string | null {
  if (source.length > limits.characters) return `it is longer than ${limits.characters} characters; split it`;
  return tooDeep(source);
}

// The parser needs quadratic time for nested blocks, and its stack ends before ours would.
function tooDeep(source: string): string | null {
  let [blocks, depth] = [0, 0];
  for (const tag of tagsOf(source)) {
    if (opens.test(tag)) blocks += 1;
    if (/^~?[#^]/.test(tag)) depth += 1;
    if (/^~?\//.test(tag)) depth -= 1;
    if (blocks > limits.blocks) return `it has more than ${limits.blocks} blocks; split it`;
    if (depth > limits.depth) return `its blocks are nested more than ${limits.depth} deep; split it`;
    if (parentheses(tag) > limits.depth) return `its calls are nested more than ${limits.depth} deep; split it`;
  }
  return null;
}

const opens = /^~?(?:[#^]|\s*else\s+[^\s}])/;

function* tagsOf(source: string): Generator<string> {
  let from = source.indexOf('{{');
  while (from >= 0) {
    const end = source.indexOf('}}', from);
    yield source.slice(from + 2, end < 0 ? source.length : end);
    from = end < 0 ? -1 : source.indexOf('{{', end);
  }
}

function parentheses(tag: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of tag) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
