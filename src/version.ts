import { readFileSync } from 'node:fs';

/** The version in package.json, found from the source tree as well as from the build. */
export const packageVersion: string = readVersion(
  new URL('../package.json', import.meta.url),
  new URL('../../package.json', import.meta.url),
);

function readVersion(...candidates: readonly URL[]): string {
  for (const candidate of candidates) {
    try {
      const { name, version } = JSON.parse(readFileSync(candidate, 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (name === 'itsyouonline' && version) return version;
    } catch {
      // The build is one folder deeper than the sources.
    }
  }
  return 'unknown';
}
