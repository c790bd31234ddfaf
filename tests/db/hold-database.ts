/** A second process for the tests: opens an embedded database, reports that, and holds it until it is stopped. */
import { openDatabase } from '../../src/db/connection.ts';

const [dataDir = ''] = process.argv.slice(2);

try {
  await openDatabase({ dataDir });
  console.log('open');
  setInterval(() => {}, 1_000);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
