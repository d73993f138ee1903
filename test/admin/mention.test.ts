import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { valueAt, withValue } from '../../admin/document/path.ts';
import type { Value } from '../../shared/value.ts';
import { browserStand, field, goTo, isSaved } from './browser-stand.ts';
import { axeFindings } from './open-page.ts';
import { sampleProject } from './sample-project.ts';

const { open } = browserStand();

const steps: Value = [
  { type: 'ASK', question: 'Which order?', inputs: [{ variable: 'order_id', instructions: 'the order number' }] },
  { type: 'SEND', text: '' },
];
const document = withValue(
  withValue(sampleProject, ['playbooks'], [{ name: 'lookup', sections: [{ name: 'Find it', steps }] }]),
  ['profile'],
  [{ name: 'tier', type: 'string' }],
);
const send = 'playbooks[0].sections[0].steps[1]';
const sendPath = ['playbooks', 0, 'sections', 0, 'steps', 1];
const offers = (page: Page) => page.getByRole('listbox').getByRole('option');
const marked = (page: Page) => page.getByRole('listbox').getByRole('option', { selected: true });
const opened = async (page: Page, keyword: string): Promise<void> => {
  await goTo(page, 'lookup');
  await page.getByRole('button', { name: keyword, exact: true }).press('Enter');
  await page.getByRole('dialog').getByRole('heading', { name: keyword, exact: true }).waitFor();
};

describe('the @ menu of a step', { timeout: 120_000 }, () => {
  test.each(['light', 'dark'] as const)('R004-09 puts a variable into the text by keys alone, as one step of undo, %s', async (colours) => {
    const { page, api } = await open({ document, colours });
    await opened(page, 'SEND');
    const text = field(page, `${send}.text`);
    await page.keyboard.press('Tab');
    expect(await text.evaluate((area) => area === window.document.activeElement)).toBe(true);
    await page.keyboard.type('About @');
    await expect
      .poll(() => offers(page).locator('span:first-child').allTextContents())
      .toEqual(['order_id', 'retryCount', 'userProfile.tier', 'Image…']);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/mention-${colours}.png` });
    expect(await axeFindings(page)).toEqual([]);

    const list = await page.getByRole('listbox').getAttribute('id');
    expect(await text.getAttribute('aria-controls')).toBe(list);
    await page.keyboard.press('ArrowUp');
    expect(await marked(page).textContent()).toContain('Image…');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => marked(page).textContent()).toContain('retryCount');
    expect(await text.getAttribute('aria-activedescendant')).toBe(await marked(page).getAttribute('id'));
    await page.keyboard.type('or');
    await expect.poll(() => offers(page).locator('span:first-child').allTextContents()).toEqual(['order_id']);
    await page.keyboard.press('Enter');
    await expect.poll(() => text.inputValue()).toBe('About {{vars.order_id}}');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.keyboard.type(', a @ti');
    await page.keyboard.press('Tab');
    await expect.poll(() => text.inputValue()).toBe('About {{vars.order_id}}, a {{userProfile.tier}}');
    await page.keyboard.insertText(' visitor');
    await isSaved(page);
    expect(valueAt(api.state.document, [...sendPath, 'text'])).toBe('About {{vars.order_id}}, a {{userProfile.tier}} visitor');

    await page.keyboard.press('Control+z');
    await expect.poll(() => text.inputValue()).toBe('About {{vars.order_id}}, a {{userProfile.tier}}');
    await page.keyboard.press('Control+z');
    await expect.poll(() => text.inputValue()).toBe('About {{vars.order_id}}, a @ti');
  });

  test('Escape closes it and leaves the step open, the mouse chooses in it, and the question of an ASK has no images', async () => {
    const { page } = await open({ document });
    await opened(page, 'SEND');
    const text = field(page, `${send}.text`);
    await text.pressSequentially('@re');
    await offers(page).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.keyboard.type('t');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await text.inputValue()).toBe('@ret');
    await page.keyboard.type(' @ret');
    await offers(page).filter({ hasText: 'retryCount' }).click();
    await expect.poll(() => text.inputValue()).toBe('@ret {{vars.retryCount}}');
    expect(await text.evaluate((area) => area === window.document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await opened(page, 'ASK');
    await field(page, 'playbooks[0].sections[0].steps[0].question').fill('');
    await page.keyboard.type('@');
    await expect.poll(() => offers(page).locator('span:first-child').allTextContents()).toEqual(['retryCount', 'userProfile.tier']);
  });

  test('an address that is typed is not disturbed, nor is an @ that means nothing here', async () => {
    const { page, api } = await open({ document });
    await opened(page, 'SEND');
    const written = 'Write to order@image.example or @nobody';
    await field(page, `${send}.text`).pressSequentially(written);
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('Bye');
    await isSaved(page);
    expect(valueAt(api.state.document, [...sendPath, 'text'])).toBe(`${written}\nBye`);
  });

  test('R004-10 adds an image with its address and its alternative text, and one undo takes it away', async () => {
    const { page, api } = await open({ document });
    await opened(page, 'SEND');
    await field(page, `${send}.text`).pressSequentially('See @im');
    await page.keyboard.press('Enter');
    await field(page, `${send}.images[0].url`).waitFor();
    await expect.poll(() => field(page, `${send}.images[0].url`).evaluate((input) => input === window.document.activeElement)).toBe(true);
    await page.keyboard.insertText('https://shop.example/size.png');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('Sizes in centimetres');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/images.png` });
    expect(await axeFindings(page)).toEqual([]);
    await isSaved(page);
    const shown = { type: 'SEND', text: 'See ', images: [{ url: 'https://shop.example/size.png', alt: 'Sizes in centimetres' }] };
    expect(valueAt(api.state.document, sendPath)).toEqual(shown);
    await page.getByRole('button', { name: 'Add an image' }).click();
    await page.getByRole('button', { name: 'Remove image 2' }).click();
    await isSaved(page);
    expect(valueAt(api.state.document, [...sendPath, 'images', 1])).toBeUndefined();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z');
    await field(page, `${send}.images[0].url`).waitFor();
    await page.keyboard.press('Control+z');
    await field(page, `${send}.images[0].url`).waitFor({ state: 'detached' });
    expect(await field(page, `${send}.text`).inputValue()).toBe('See @im');
  });
});
