// The set-up of the tests; test files and all they import are loaded by tests/support/runner.js.
const compiler = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
];

export default {
  testEnvironment: '<rootDir>/tests/support/environment.ts',
  testRunner: '<rootDir>/tests/support/runner.js',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': compiler },
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  maxWorkers: 2,
  testTimeout: 30_000,
  workerIdleMemoryLimit: '2GB',
  // Freeing that much takes a busy machine more than the default of half a second.
  workerGracefulExitTimeout: 5_000,
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  // They have configurations of their own.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/(browser|faults|fuzz)/'],
};
