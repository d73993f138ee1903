import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** The least that a widget of this kind can weigh: a button, and on a click Preact, a text field and the stock socket.io-client. */
export type Floor = { files: Map<string, Buffer>; remove(): Promise<void> };

const loader = `
const script = document.currentScript;
const host = document.createElement('div');
host.id = 'floor';
const button = document.createElement('button');
button.textContent = 'Chat';
button.onclick = () => import(new URL('assets/panel.js', script.src)).then((panel) => panel.start(host));
host.append(button);
document.documentElement.append(host);
`;

const panel = `
import { h, render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { io } from 'socket.io-client';
function Chat() {
  const field = useRef(null);
  const [messages, add] = useState([]);
  useEffect(() => {
    const socket = io(location.origin, { transports: ['websocket'], path: '/promptside/socket', auth: { version: 1, project: 'shop' } });
    socket.on('event', (event) => add((all) => [...all, event]));
    field.current.focus();
  }, []);
  return h('div', null, h('div', null, messages.map((each) => h('p', null, each.message?.text))), h('textarea', { ref: field }));
}
export const start = (host) => render(h(Chat), host.appendChild(document.createElement('div')));
`;

/** Builds the floor with the same bundler, packed the same way. */
export async function buildFloor(root: string): Promise<Floor> {
  const { build } = await import('vite');
  // Inside the project, so that its packages are found.
  await mkdir(join(root, 'dist'), { recursive: true });
  const source = await mkdtemp(join(root, 'dist', '.floor-'));
  const out = await mkdtemp(join(tmpdir(), 'promptside-floor-'));
  await writeFile(join(source, 'panel.js'), panel);
  await build({
    configFile: false,
    logLevel: 'error',
    root: source,
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: out,
      target: ['chrome105', 'firefox104', 'safari16.4'],
      emptyOutDir: true,
      lib: { entry: join(source, 'panel.js'), formats: ['es'], fileName: () => 'panel.js' },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const files = new Map<string, Buffer>([['/floor.js', packed(Buffer.from(loader.trim()))]]);
  for (const name of await readdir(out)) files.set(`/assets/${name}`, packed(await readFile(join(out, name))));
  return {
    files,
    remove: async () => {
      await Promise.all([source, out].map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

const packed = (content: Buffer): Buffer => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
