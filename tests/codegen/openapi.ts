import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./validate-openapi.ts', import.meta.url));

/**
 * Holds OpenAPI documents against the specification.
 * @param documents JSON texts by name
 * @returns by the same names `valid`, or what is wrong
 */
export function validateOpenapi(documents: ReadonlyMap<string, string>): Record<string, string> {
  const input = `{${[...documents].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', program], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
