import { documents, readClaims, readPromises } from './claims.ts';

/** Prints the promises of the documents with the tests that prove them: all, or the one named. */
const [only] = process.argv.slice(2);
const claims = readClaims();
const promises = documents.flatMap(readPromises).filter(({ id }) => !only || id === only);

for (const { id, text, document } of promises) {
  console.log(`${id} (${document}): ${text}`);
  for (const { file, line, name } of claims.filter((claim) => claim.id === id))
    console.log(`    ${file}:${line} ${name}`);
}
if (promises.length === 0) {
  console.error(`No document promises "${only}".`);
  process.exitCode = 1;
}
