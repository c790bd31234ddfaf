import { fileURLToPath } from 'node:url';
import shared from '../../jest.config.js';

/** The fuzzer: `make fuzz`. Its arguments are in IYO_FUZZ. */
export default {
  ...shared,
  rootDir: fileURLToPath(new URL('../../', import.meta.url)),
  testMatch: ['<rootDir>/tests/fuzz/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
