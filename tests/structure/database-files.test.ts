import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

type Filter = (paths: readonly string[]) => Promise<{ readonly filtered: readonly string[] }>;

const databaseFiles: Filter = createRequire(import.meta.url)('../support/database-files.cjs');
const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

test('a test file runs on PostgreSQL when it, or a file that it imports over others, asks for the database', async () => {
  const reaching = [
    'web/outage.test.ts',
    'users/users.test.ts',
    'users/property.test.ts',
    'organizations/matrix.test.ts',
    'clients/passport-oauth2.test.ts',
  ].map(pathOf);
  const others = ['crypto/base32.test.ts', 'codegen/cases.test.ts', 'server.test.ts'].map(pathOf);
  expect((await databaseFiles([...others, ...reaching])).filtered).toEqual(reaching);
});
