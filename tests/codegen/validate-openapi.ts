/**
 * Holds OpenAPI documents against the specification. A program of its own, because its library cannot be loaded by
 * the test runner.
 *
 * stdin: JSON, an object of documents by name. stdout: JSON, the same names with `valid` or what is wrong.
 */
import { readFileSync } from 'node:fs';
import SwaggerParser from '@apidevtools/swagger-parser';

type Document = Parameters<(typeof SwaggerParser)['validate']>[0];

async function verdict(document: Document): Promise<string> {
  try {
    await SwaggerParser.validate(document);
    return 'valid';
  } catch (error) {
    return String(error);
  }
}

const documents: Record<string, Document> = JSON.parse(readFileSync(0, 'utf8'));
const verdicts: Record<string, string> = {};
for (const [name, document] of Object.entries(documents)) verdicts[name] = await verdict(document);
process.stdout.write(JSON.stringify(verdicts));
