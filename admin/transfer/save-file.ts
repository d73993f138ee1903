import type { Value } from '../../shared/value.ts';
import type { Page } from '../page.ts';

/** Saves the draft as a file in the author's downloads, as it stands on the page. */
export async function exportDraft(page: Page): Promise<void> {
  const { project, document } = page.draft.store.getState();
  await save(page, project, document);
}

/** Saves a published version as a file. */
export async function exportVersion(page: Page, version: number): Promise<void> {
  const { project } = page.draft.store.getState();
  const answer = await page.api.version(project, version);
  if (answer.ok) await save(page, project, answer.value.document);
  else page.draft.notify(`Not exported: ${answer.message}`);
}

async function save(page: Page, project: string, value: Value): Promise<void> {
  const { fileNameOf, fileTextOf } = await import('./project-file.ts');
  const address = URL.createObjectURL(new Blob([fileTextOf(value)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(project);
  link.click();
  page.draft.notify(`${link.download} is in your downloads`);
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
