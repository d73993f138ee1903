import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A person at the page whose steps are counted: a click, a field that is filled in or chosen from, a key chord. */
export type Person = {
  click(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  choose(target: Locator, option: string | { label: string }): Promise<void>;
  press(chord: string): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Opens an address that was printed. */
  visit(address: string): Promise<void>;
  /** Says how many steps were taken for this, and fails where they were more. */
  tookAtMost(most: number, what: string): void;
};

/** Counts what is done to a page; all that a person has to do goes through it. */
export function personAt(page: Page): Person {
  const done: string[] = [];
  const step = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    done.push(what);
    await act();
  };
  return {
    click: (target) => step(`click ${target}`, () => target.click()),
    fill: (target, text) => step(`fill ${target}`, () => target.fill(text)),
    choose: (target, option) => step(`choose in ${target}`, () => target.selectOption(option)),
    press: (chord) => step(`press ${chord}`, () => page.keyboard.press(chord)),
    type: (text) => step(`type ${text}`, () => page.keyboard.type(text)),
    visit: (address) => step('open the link', () => page.goto(address)),
    tookAtMost(most, what) {
      console.log(`${what}: ${done.length} of at most ${most} steps`);
      expect(done.length, done.join('\n')).toBeLessThanOrEqual(most);
    },
  };
}
