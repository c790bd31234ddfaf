import { expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config.ts';
import { NotFound } from '../../src/base/errors.ts';
import { CliProblem, problemOf } from '../../src/cli/problem.ts';
import { DatabaseUnavailable } from '../../src/db/pg-errors.ts';

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: as Node puts it`), { code, ...more });
const refused = system('ECONNREFUSED', { address: '127.0.0.1', port: 5432 });

const problems: readonly [what: string, thrown: unknown, code: string, message: string][] = [
  ['a mistake at the command line', new CliProblem('usage', 'say who'), 'usage', 'say who'],
  [
    'wrong settings',
    new ConfigError(['PORT: wrong']),
    'invalid_settings',
    'Invalid settings:\n  - PORT: wrong',
  ],
  ['a refusal of an act', new NotFound('user_not_found'), 'user_not_found', 'user not found'],
  [
    'a port in use',
    system('EADDRINUSE', { address: '::', port: 80 }),
    'eaddrinuse',
    ':::80 is already in use. Stop the other program or choose another port with PORT=8081.',
  ],
  ['a full disk', system('ENOSPC', { path: '/data' }), 'enospc', 'no space left on the disk (/data)'],
  ['a full disk without a path', system('ENOSPC'), 'enospc', 'no space left on the disk'],
  [
    'a read-only disk',
    system('EROFS', { path: '/data' }),
    'erofs',
    'the disk is read-only (/data): IYO_DATA_DIR must be a writable folder',
  ],
  ['a missing file', system('ENOENT', { path: '/key.pem' }), 'enoent', 'there is no /key.pem'],
  [
    'a file in place of a folder',
    system('ENOTDIR', { path: '/data' }),
    'enotdir',
    'a file is where a folder should be (/data)',
  ],
  [
    'a database that is away',
    new DatabaseUnavailable('no connection to PostgreSQL', { cause: refused }),
    'failed',
    'no connection to PostgreSQL: ECONNREFUSED: as Node puts it',
  ],
  [
    'addresses that all fail',
    new AggregateError([refused, system('ETIMEDOUT')]),
    'failed',
    'ECONNREFUSED: as Node puts it; ETIMEDOUT: as Node puts it',
  ],
  ['what is no error but has a message', { errno: 44, message: 'FS error' }, 'failed', 'FS error'],
  [
    'what is no error and has no message',
    { name: 'ErrnoError', errno: 51 },
    'failed',
    "{ name: 'ErrnoError', errno: 51 }",
  ],
  ['a text', 'words', 'failed', 'words'],
  ['nothing', undefined, 'failed', 'undefined'],
];

test.each(problems)('%s is explained in words', (_what, thrown, code, message) => {
  expect(problemOf(thrown)).toEqual({ code, message });
});
