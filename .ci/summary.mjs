// Adds up the result files of jest and of the smoke test. A run that left no file, or test files that could not be
// loaded, count as failures.
import { existsSync, readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0 };

for (const file of process.argv.slice(2)) {
  const { passed, failed } = existsSync(file)
    ? countsOf(JSON.parse(readFileSync(file, 'utf8')))
    : noFile(file);
  sum.passed += passed;
  sum.failed += failed;
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

function countsOf(result) {
  if (!('numPassedTests' in result)) return result;
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  };
}

function noFile(file) {
  console.log(`${file} is missing: the run ended too early`);
  return { passed: 0, failed: 1 };
}
