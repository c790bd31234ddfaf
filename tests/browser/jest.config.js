import { fileURLToPath } from 'node:url';
import shared from '../../jest.config.js';

/** Tests in a real browser: Chromium at CHROMIUM_PATH, or where Debian installs it. */
export default {
  ...shared,
  rootDir: fileURLToPath(new URL('../../', import.meta.url)),
  testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
