import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/**
 * A transformer of jest for packages of many files: all that an entry imports from its own package becomes one module,
 * because every test file loads its packages anew. Jest keeps the result in its cache.
 */
const versions = readFileSync(new URL('../../package-lock.json', import.meta.url));

export default {
  getCacheKey: (_source, path) => createHash('sha256').update(versions).update(path).digest('hex'),
  process(_source, path) {
    const { outputFiles } = buildSync({
      entryPoints: [path],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      write: false,
    });
    return { code: outputFiles[0].text };
  },
};
