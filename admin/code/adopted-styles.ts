import { EditorView } from '@codemirror/view';

let isDone = false;

/**
 * Makes the editor keep its styles in a constructed style sheet of the document. By itself it does so only inside of a
 * shadow root; in a document it writes a `<style>` element, which our content security policy forbids.
 */
export function adoptStyles(): void {
  if (isDone) return;
  isDone = true;
  const shadow = document.createElement('div').attachShadow({ mode: 'open' });
  new EditorView({ parent: shadow, root: shadow }).destroy();
  // The set of styles hangs on its root under a symbol; the document shares the one that was made for the shadow root.
  for (const key of Object.getOwnPropertySymbols(shadow)) Reflect.set(document, key, Reflect.get(shadow, key));
}
