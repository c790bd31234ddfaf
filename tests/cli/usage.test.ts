import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { problemOf } from '../../src/cli/problem.ts';
import { runWith } from './command-line.ts';

describe('help', () => {
  test('lists every command', async () => {
    const { stdout, exitCode } = await runWith({}, ['--help']);
    expect(exitCode).toBe(0);
    for (const command of [
      'serve',
      'migrate',
      'user',
      'org',
      'apikey',
      'keys',
      'doctor',
      'audit',
      'messages',
      'limits',
      'webhook',
      'config',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
  });

  test.each([
    ['serve'],
    ['migrate'],
    ['user', 'create'],
    ['org', 'create'],
    ['apikey', 'create'],
    ['keys', 'list'],
    ['config'],
  ])('%s %s takes --json', async (...command) => {
    expect((await runWith({}, [...command, '--help'])).stdout).toContain('--json');
  });
});

describe('a mistake in the command line', () => {
  test.each([
    [['serv']],
    [['user', 'create']],
    [['config', '--verbose']],
    [['keys', 'generate', '--algorithm', 'none']],
  ])('%j is explained on standard error, exit code 1', async (words) => {
    const { stdout, stderr, exitCode } = await runWith({}, words);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(/^iyo: \S/);
  });

  test('is JSON with --json', async () => {
    const { stderr } = await runWith({}, ['config', '--json', '--verbose']);
    expect(JSON.parse(stderr)).toEqual({ error: 'usage', error_description: "unknown option '--verbose'" });
  });
});

describe('config', () => {
  const key = Buffer.alloc(32, 5).toString('base64');
  const variables = {
    IYO_ENCRYPTION_KEYS: key,
    DATABASE_URL: 'postgres://iyo:caramba@sesame/now@db.example.com/iyo?password=abracadabra',
    IYO_SMTP_HOST: 'mail.example.com',
    IYO_SMTP_USER: 'iyo',
    IYO_SMTP_PASSWORD: 'swordfish',
    IYO_SMS_URL: 'https://sms.example.com/send?key=alohomora',
    IYO_SMS_AUTHORIZATION: 'Bearer xyzzy',
  };

  test.each([[['config']], [['config', '--json']]])('%j shows settings and no secrets', async (words) => {
    const { stdout } = await runWith(variables, words);
    expect(stdout).toContain('db.example.com');
    for (const secret of ['caramba', 'sesame', 'abracadabra', 'alohomora', 'swordfish', 'xyzzy', key])
      expect(stdout).not.toContain(secret);
  });

  test('names every wrong setting at once and shows no stack trace', async () => {
    const { stderr, exitCode } = await runWith({ PORT: 'many', IYO_LOG_LEVEL: 'loud', IYO_PROT: '1' }, [
      'config',
    ]);
    expect(exitCode).toBe(1);
    for (const name of ['PORT', 'IYO_LOG_LEVEL', 'IYO_PROT']) expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('the reason for a failed command is printed', () => {
  test('with its reason', () => {
    const error = new Error('no connection to PostgreSQL', {
      cause: new Error('connect ECONNREFUSED 10.0.0.1'),
    });
    expect(problemOf(error).message).toBe('no connection to PostgreSQL: connect ECONNREFUSED 10.0.0.1');
  });

  test('with what to do when the port is taken', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), {
      code: 'EADDRINUSE',
      address: '127.0.0.1',
      port: 80,
    });
    expect(problemOf(taken)).toEqual({
      code: 'eaddrinuse',
      message: expect.stringContaining('127.0.0.1:80'),
    });
    expect(problemOf(taken).message).toContain('PORT=');
  });

  test('all of them when several addresses failed', () => {
    const aggregate = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]);
    expect(problemOf(aggregate).message).toBe('::1 refused; 127.0.0.1 refused');
  });
});

describe('the program file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'iyo-bin-'));
  const program = join(folder, 'bin', 'iyo.cjs');
  mkdirSync(join(folder, 'bin'));
  copyFileSync('bin/iyo.cjs', program);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const start = (env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [program], { env, encoding: 'utf8' });

  test('says how to build when nothing is built', () => {
    expect(start()).toMatchObject({
      status: 1,
      stderr: 'iyo: the program is not built yet: run "make build"\n',
    });
  });

  // Only Linux reports the number of threads; checking the variable alone would prove nothing.
  const onLinux = process.platform === 'linux' ? test : test.skip;

  onLinux('gives the server a thread pool of 16, unless told otherwise', () => {
    mkdirSync(join(folder, 'dist/server'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'dist/server/main.js'), threadCounter);
    const threads = (env: Record<string, string>) => Number(start(env).stdout);
    expect(threads({}) - threads({ UV_THREADPOOL_SIZE: '1' })).toBe(15);
    expect(threads({ UV_THREADPOOL_SIZE: '3' }) - threads({ UV_THREADPOOL_SIZE: '1' })).toBe(2);
  });
});

const threadCounter = `
  import { readdirSync } from 'node:fs';
  import { stat } from 'node:fs/promises';
  export async function main() {
    await stat('.');
    console.log(readdirSync('/proc/self/task').length);
  }
`;
