// Adds up the result files of jest and of the smoke test. A run without a result file, and test files that could not
// be loaded or ran nowhere, count as failures.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const sum = { passed: 0, failed: 0 };
const run = new Set();

for (const file of process.argv.slice(2)) {
  const { passed, failed } = existsSync(file)
    ? countsOf(JSON.parse(readFileSync(file, 'utf8')))
    : noFile(file);
  sum.passed += passed;
  sum.failed += failed;
}
for (const file of testFiles())
  if (!run.has(file)) {
    console.log(`${file}: ran nowhere`);
    sum.failed += 1;
  }
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

function countsOf(result) {
  if (!('numPassedTests' in result)) return result;
  for (const { name } of result.testResults) run.add(name);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  };
}

function noFile(file) {
  console.log(`${file} is missing: the run ended too early`);
  return { passed: 0, failed: 1 };
}

function testFiles() {
  const paths = readdirSync('tests', { recursive: true }).map((path) => resolve('tests', path));
  return paths.filter((path) => path.endsWith('.test.ts'));
}
