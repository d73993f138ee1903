const worn = new WeakMap<ShadowRoot, Set<string>>();

/** Puts a part's own style sheet on, once for each panel; no policy of the page forbids it. */
export function wear(root: ShadowRoot, css: string): void {
  const known = worn.get(root) ?? new Set();
  if (known.has(css)) return;
  worn.set(root, known.add(css));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
