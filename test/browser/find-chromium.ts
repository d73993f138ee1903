import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chrome.exe', 'msedge'];

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let found: Promise<string> | undefined;

/** The path of a Chromium: the one that PROMPTSIDE_CHROMIUM names, an installed one, else one that is installed now. */
export function findChromium(): Promise<string> {
  found ??= search();
  return found;
}

/** A real browser, without a window and without traffic of its own. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ ...options, executablePath: await findChromium(), args: [...flags, ...(options.args ?? [])] });
}

async function search(): Promise<string> {
  const named = process.env.PROMPTSIDE_CHROMIUM;
  if (named) {
    if (await runs(named)) return named;
    throw new Error(`PROMPTSIDE_CHROMIUM is "${named}", which is no program that can be run; set it to the path of a Chrome or Chromium.`);
  }
  return (await installed()) ?? (await downloaded()) ?? (await packaged()) ?? fail();
}

async function installed(): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...usualPlaces, ...folders.flatMap((folder) => names.map((name) => join(folder, name))), chromium.executablePath()];
  for (const candidate of candidates) if (await runs(candidate)) return candidate;
  return null;
}

/** Playwright's own download, which lands in the user's cache and is found again the next time. */
async function downloaded(): Promise<string | null> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await attempt(process.execPath, [cli, 'install', 'chromium']);
  const path = chromium.executablePath();
  return (await runs(path)) ? path : null;
}

/** The Debian package, which needs a Debian and the right to install. */
async function packaged(): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  await attempt('apt-get', ['update']);
  await attempt('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  return installed();
}

function fail(): never {
  throw new Error('The browser tests need a Chrome or Chromium and could not install one; install it, or set PROMPTSIDE_CHROMIUM to its path.');
}

/** Whether a program is there and says its version: a download whose system libraries are missing does not. */
async function runs(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    // On Windows a browser answers `--version` with a window.
    if (process.platform !== 'win32') await promisify(execFile)(path, ['--version', '--no-sandbox'], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function attempt(program: string, parameters: string[]): Promise<void> {
  try {
    await promisify(execFile)(program, parameters, { timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  } catch {
    // The next way is tried; when all are used up, one sentence says so.
  }
}
