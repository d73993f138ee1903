/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import { defineConfig, type InlineConfig } from 'vite';
import { trimSocketIo } from './widget/build/trim-socket-io.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const shared: InlineConfig = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  // Not as the environment has it: a build inside a test run is the one that is served.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  define: { 'process.env.NODE_ENV': '"production"' },
};

const build: InlineConfig['build'] = {
  target: ['chrome105', 'firefox104', 'safari16.4'],
  modulePreload: false,
  reportCompressedSize: false,
  emptyOutDir: false,
  assetsInlineLimit: 0,
};

/** The panel and its lazy parts: modules with their content in their names. */
export const panelBuild = (outDir: string): InlineConfig => ({
  ...shared,
  root: at('./widget'),
  base: './',
  plugins: [trimSocketIo()],
  build: {
    ...build,
    outDir,
    // As a library: else Vite wraps every import() in a preloader of its own, which policies of host pages may not like.
    lib: { entry: { panel: at('./widget/panel.tsx') }, formats: ['es'] },
    rolldownOptions: {
      // Lazy parts share what the panel has, from the panel itself: else it would be two files.
      preserveEntrySignatures: 'allow-extension',
      output: { format: 'es', minify: true, entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' },
    },
  },
});

/** The part that shows messages which come by themselves: alone, so that it needs nothing of the panel. */
export const nudgeBuild = (outDir: string): InlineConfig => ({
  ...shared,
  root: at('./widget'),
  base: './',
  build: {
    ...build,
    outDir,
    lib: { entry: { nudge: at('./widget/nudge/nudge.ts') }, formats: ['es'] },
    rolldownOptions: { output: { format: 'es', minify: true, entryFileNames: 'assets/[name]-[hash].js', codeSplitting: false } },
  },
});

/** The loader: one classic script, so that it also runs in XHTML, which knows the file names of the parts. */
export const loaderBuild = (outDir: string, { panel, nudge }: { panel: string; nudge: string }): InlineConfig => ({
  ...shared,
  root: at('./widget'),
  define: { ...shared.define, PANEL_FILE: JSON.stringify(panel), NUDGE_FILE: JSON.stringify(nudge) },
  build: {
    ...build,
    outDir,
    lib: { entry: at('./widget/loader/loader.ts'), formats: ['iife'], name: 'promptside' },
    rolldownOptions: {
      output: { format: 'iife', entryFileNames: 'widget.js', codeSplitting: false },
    },
  },
});

/** The operator's page, which is served under /admin/. */
export const adminBuild = (outDir: string): InlineConfig => ({
  ...shared,
  root: at('./admin'),
  base: '/admin/',
  // The largest part is the script editor, which is fetched when one is opened.
  build: { ...build, outDir, cssMinify: true, chunkSizeWarningLimit: 700 },
});

/** As many workers as the smallest machine has cores; patience for a busy one. */
const tests = { maxWorkers: 2, testTimeout: 30_000, hookTimeout: 60_000, exclude: ['**/node_modules/**', 'dist/**'] };

// `npx vite build` on its own builds the admin page; `widget/build.ts` builds everything.
export default defineConfig(({ mode }) =>
  mode === 'test' ? { oxc: shared.oxc, test: tests } : { ...adminBuild(at('./dist/admin')), configFile: undefined },
);
