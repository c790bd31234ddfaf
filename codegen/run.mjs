/** Runs the generator from its sources, which are compiled when they have changed. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const source = fileURLToPath(new URL('./', import.meta.url));
const cache = join(source, '../node_modules/.cache/codegen-compiled');
const names = readdirSync(source, { recursive: true })
  .filter((name) => /\.(ts|tsx|json|mjs)$/.test(name) && !name.includes('node_modules'))
  .sort();
const texts = new Map(names.map((name) => [name, readFileSync(join(source, name), 'utf8')]));
const compiled = join(
  cache,
  createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex'),
);

if (!existsSync(compiled)) await compile();
await import(pathToFileURL(join(compiled, 'main.js')).href);

/** Files that a running process may still use are kept for a day. */
function removeOld() {
  const dayAgo = Date.now() - 86_400_000;
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (statSync(path).mtimeMs < dayAgo) rmSync(path, { recursive: true, force: true });
  }
}

/** Compiles into a temporary folder that is renamed at the end, since another process may do the same. */
async function compile() {
  const { transformSync } = await import('esbuild');
  const unfinished = `${compiled}.${process.pid}`;
  for (const [name, text] of texts) {
    const path = join(unfinished, name);
    mkdirSync(dirname(path), { recursive: true });
    // Emitters read the parts that are the same for every contract as text.
    if (/\.json$|-runtime\.ts$/.test(name)) writeFileSync(path, text);
    if (/\.tsx?$/.test(name)) writeFileSync(path.replace(/\.tsx?$/, '.js'), compileFile(text, transformSync));
  }
  try {
    renameSync(unfinished, compiled);
  } catch (error) {
    if (!existsSync(compiled)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  removeOld();
}

function compileFile(text, transformSync) {
  const { code } = transformSync(text, { loader: 'tsx', jsx: 'automatic', jsxImportSource: 'preact' });
  // esbuild writes imports with double quotes.
  return code.replace(/((?:from |import |import\()"\.{1,2}\/[^"]+)\.tsx?"/g, '$1.js"');
}
