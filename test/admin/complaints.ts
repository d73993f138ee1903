import type { Page } from 'playwright-core';

/** Keeps what the browser complains of: errors, and a violated policy. A failed request is what some tests are about. */
export function keepComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
}
