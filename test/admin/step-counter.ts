import type { Locator, Page } from 'playwright-core';

/** A person at the page whose steps are counted: a click, a field that is filled in, a key chord. */
export type Person = {
  readonly steps: number;
  click(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  choose(target: Locator, option: string): Promise<void>;
  press(chord: string): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
};

/** Counts what is done to a page; only what a person has to do goes through it. */
export function personAt(page: Page): Person {
  let steps = 0;
  const counted = async (what: Promise<unknown>): Promise<void> => {
    steps += 1;
    await what;
  };
  return {
    get steps() {
      return steps;
    },
    click: (target) => counted(target.click()),
    fill: (target, text) => counted(target.fill(text)),
    choose: (target, option) => counted(target.selectOption(option)),
    press: (chord) => counted(page.keyboard.press(chord)),
    type: (text) => counted(page.keyboard.type(text)),
  };
}
