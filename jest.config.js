const compile = (isTsx) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: isTsx },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
      target: 'es2022',
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  },
];

/** Packages of 20 to 260 files, by the entry that is imported. */
const bundled =
  'node_modules/(hibp/dist/esm/hibp|jose/dist/webapi/index|kysely/dist/esm/index|nodemailer/dist/esm/nodemailer|zod/index)\\.js$';

export default {
  testEnvironment: '<rootDir>/tests/support/environment.ts',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': compile(false),
    '^.+\\.tsx$': compile(true),
    [bundled]: '<rootDir>/tests/support/bundle-package.js',
  },
  transformIgnorePatterns: [`^(?!.*${bundled}).*/node_modules/`],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  maxWorkers: 2,
  testTimeout: 30_000,
  workerIdleMemoryLimit: '1GB',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  // They have configurations of their own: browser/jest.config.js, fuzz/jest.config.js.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/browser/', '<rootDir>/tests/fuzz/'],
};
