import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of a site owner: its markup, its headers, and how the server names it. */
export type HostPage = { body?: string; head?: string; whole?: string; headers?: Record<string, string>; type?: string };

/** Another origin than the chat's, as it is on the web: pages that carry the script tag. */
export class HostSite {
  readonly #pages = new Map<string, HostPage>();
  readonly #server: Server = createServer((request, response) => {
    const page = this.#pages.get(new URL(request.url ?? '/', 'http://host').pathname);
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${page.type ?? 'text/html'}; charset=utf-8`, ...page.headers });
    response.end(
      page.whole ?? `<!doctype html><html lang="en"><head><title>Host</title>${page.head ?? ''}</head><body>${page.body ?? ''}</body></html>`,
    );
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Puts a page up and answers its address. */
  put(path: string, page: HostPage): string {
    this.#pages.set(path, page);
    // A server that listens on a port has an address of this kind.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The script tag as the README shows it. */
export const tag = (origin: string, attributes = ''): string => `<script async src="${origin}/widget.js" data-project="shop" ${attributes}></script>`;
