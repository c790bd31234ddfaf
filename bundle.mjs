import { renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// One program of a few files instead of two thousand modules: it starts in a third of the time and takes a fifth less
// memory. Packages with files of their own (native code, WebAssembly, threads) are loaded from node_modules.
const [, , outdir = 'dist/server'] = process.argv;
const external = ['@electric-sql/pglite', 'bcrypt', 'pg-native', 'pino', 'pino-pretty', 'sharp'];
// CommonJS packages in the bundle call `require` for Node's modules.
const js =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

// A server that starts during a build finds the previous program.
const unfinished = `${outdir}.unfinished`;
rmSync(unfinished, { recursive: true, force: true });
await build({
  entryPoints: ['src/cli/main.ts'],
  outdir: unfinished,
  external,
  // Node's `depd` searches through the whole program at each start for its deprecation warnings.
  alias: { depd: 'depd/lib/browser/index.js' },
  // `pg` checks the runtime's name. Node 20 has none, and would load all of fetch for another way to detect it.
  define: { navigator: '{"userAgent":"Node.js"}' },
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 200,
  banner: { js },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.20',
  sourcemap: true,
  logLevel: 'warning',
});
rmSync(outdir, { recursive: true, force: true });
renameSync(unfinished, outdir);
