import { fileURLToPath } from 'node:url';
import shared from '../../jest.config.js';

/** Faults on real servers: `make test-faults`. They run the build of `make build`. */
export default {
  ...shared,
  rootDir: fileURLToPath(new URL('../../', import.meta.url)),
  testMatch: ['<rootDir>/tests/faults/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/tests/faults/global-setup.ts',
  globalTeardown: '<rootDir>/tests/faults/global-teardown.ts',
  testTimeout: 120_000,
  // The tests mostly wait.
  maxWorkers: 3,
};
