import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDiagnostic } from '../diagnostics.ts';
import { compile } from './compile.ts';
import { describe, findCases, isRight, isUnexpected, isUseless, judge, type Verdict } from './tck.ts';
import { openapiVerdict } from './validate-openapi.ts';

/** The virtual folder of generated files for the compiler: inside this package, so that they are its modules. */
const virtual = fileURLToPath(new URL('./generated/', import.meta.url));

/**
 * Runs the RAML conformance kit and prints the failures, then the number of correct cases.
 * @returns whether everything generated is valid and no diagnostic is useless
 */
export async function runTck(folder: string): Promise<boolean> {
  const verdicts = findCases(folder).map((file) => judge(folder, file));
  for (const verdict of verdicts.filter((one) => !isRight(one))) console.log(describe(verdict));
  const faults = [
    ...verdicts.filter(isUnexpected).map(({ file }) => `the list of exceptions does not fit ${file}`),

    ...unhelpfulDiagnostics(verdicts),
    ...typeErrors(verdicts),
    ...(await openapiErrors(verdicts)),
  ];
  for (const fault of faults) console.log(fault);
  console.log(score(verdicts));
  return faults.length === 0;
}

function unhelpfulDiagnostics(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ file, diagnostics }) =>
    diagnostics.filter(isUseless).map((one) => `useless message about ${file}: ${formatDiagnostic(one)}`),
  );
}

function typeErrors(verdicts: readonly Verdict[]): string[] {
  const files = verdicts.flatMap(({ file, files: generated }) =>
    [...generated]
      .filter(([name]) => name.endsWith('.ts'))
      .map(([name, text]) => [join(virtual, file, name), text] as const),
  );
  return compile(new Map(files));
}

async function openapiErrors(verdicts: readonly Verdict[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { file, files } of verdicts) {
    const text = files.get('openapi.json');
    const verdict = text === undefined ? 'valid' : await openapiVerdict(JSON.parse(text));
    if (verdict !== 'valid') faults.push(`OpenAPI of ${file}: ${verdict}`);
  }
  return faults;
}

function score(verdicts: readonly Verdict[]): string {
  const count = (valid: boolean): string => {
    const all = verdicts.filter((verdict) => verdict.valid === valid);
    return `${all.filter(isRight).length}/${all.length}`;
  };
  return `valid ${count(true)}, invalid ${count(false)}`;
}
