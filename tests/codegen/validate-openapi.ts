/**
 * Holds OpenAPI documents against the specification. A program of its own, because its library cannot be loaded by
 * the test runner.
 *
 * stdin: JSON, an object of documents by name. stdout: JSON, the same names with `valid` or what is wrong.
 */
import { readFileSync } from 'node:fs';
import { openapiVerdict } from '../../codegen/tck/validate-openapi.ts';

const documents: Record<string, Parameters<typeof openapiVerdict>[0]> = JSON.parse(readFileSync(0, 'utf8'));
const verdicts: Record<string, string> = {};
for (const [name, document] of Object.entries(documents)) verdicts[name] = await openapiVerdict(document);
process.stdout.write(JSON.stringify(verdicts));
