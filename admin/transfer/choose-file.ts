import type { Page } from '../page.ts';

/** Lets the author choose a project file and opens the dialog that shows what would change; nothing changes by that. */
export async function chooseFile(page: Page): Promise<void> {
  const file = await chosen();
  if (!file) return;
  const { readProjectFile } = await import('./project-file.ts');
  page.ask({ kind: 'import', file: file.name, reading: await readProjectFile(file) });
}

/** The file that is chosen, or nothing where the author changes their mind. */
function chosen(): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}
