import type { BrowserContextOptions, Page } from 'playwright-core';
import type { HostPage } from './host-page.ts';
import type { Widget } from './stand.ts';

/** A page that makes it hard, and what else must hold there. */
export type Hostile = {
  name: string;
  page(origin: string): HostPage;
  options?: BrowserContextOptions;
  /** Another name for the site's address. */
  address?(address: string): string;
  /** The widget stands in the page's only frame. */
  inFrame?: boolean;
  /** Before the widget is used. */
  before?(page: Page, widget: Widget): Promise<unknown>;
  /** After a whole conversation went well. */
  after?(page: Page, widget: Widget): Promise<void>;
};
