import { readFileSync } from 'node:fs';

/** The first example of the client's README: a sign-in in a browser, in TypeScript. */
export function browserExample(): string {
  const readme = readFileSync(new URL('../../packages/client/README.md', import.meta.url), 'utf8');
  const [, code] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  if (code === undefined) throw new Error('the README has no code');
  return code;
}
