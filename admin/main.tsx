import { render } from 'preact';
import { createPage } from './page.ts';
import { App } from './view/app.tsx';

const page = createPage(window);
const root = document.getElementById('page');
if (root) render(<App page={page} />, root);

window.addEventListener('hashchange', () => void page.arrive());
window.addEventListener('pagehide', () => page.draft.keep());
window.addEventListener('online', () => void page.draft.flush());
document.addEventListener('visibilitychange', () => page.draft.keep());
void page.arrive();
