import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { commandLineOn, encryptionKey, runWith } from './command-line.ts';

let database: TestDatabase;
let publicServer: Server;
let variables: Readonly<Record<string, string>>;

const secrets = ['db-secret', 'smtp-secret', 'sms-secret', encryptionKey.toString('base64')];

beforeAll(async () => {
  database = await openTestDatabase();
  const { stdout } = await commandLineOn(database).run('keys', 'generate', '--json');
  publicServer = createServer(
    (_request, response) => void response.end(`{"keys":[${stdout}]}`.replaceAll(' ', '')),
  );
  await new Promise<void>((resolve) => publicServer.listen(0, '127.0.0.1', resolve));
  variables = {
    NODE_ENV: 'production',
    IYO_PROFILE: 'strict',
    IYO_PUBLIC_URL: `http://127.0.0.1:${(publicServer.address() as AddressInfo).port}`,
    IYO_ENCRYPTION_KEYS: encryptionKey.toString('base64'),
    DATABASE_URL: 'postgres://iyo:db-secret@127.0.0.1:1/iyo',
  };
});

afterAll(async () => {
  publicServer.close();
  await database.close();
});

async function doctor(changes: Readonly<Record<string, string>>, ...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await main(['doctor', ...words], {
    variables: { ...variables, ...changes },
    stdin: (async function* () {})(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    openDatabase: async () => ({ ...database.handle, close: async () => {} }),
  });
  const stdout = out.join('');
  for (const secret of secrets) expect(`${stdout}${err.join('')}`).not.toContain(secret);
  return { stdout, stderr: err.join(''), exitCode };
}

describe('doctor', () => {
  test('prints its findings line by line, and succeeds when nothing fails', async () => {
    const { stdout, stderr, exitCode } = await doctor({});
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^ok {4}settings {2}Nothing in the settings stands out\.$/m);
    expect(stdout).toMatch(/^ok {4}keys {6}ES384 tokens are signed by/m);
    expect(stdout).toMatch(/^warn {2}mail {6}There is no mail server/m);
    expect(stdout).toMatch(/^ {16}Set IYO_SMTP_HOST\.$/m);
    expect(stdout).toMatch(
      /^ok {4}proxy {5}http:\/\/127\.0\.0\.1:\d+ leads to a server of this database\.$/m,
    );
  });

  // promise: operators-see-no-secret
  test('fails with the number of failures, also in JSON', async () => {
    const gateways = {
      IYO_SMTP_HOST: '127.0.0.1',
      IYO_SMTP_PORT: '1',
      IYO_SMTP_USER: 'mailer',
      IYO_SMTP_PASSWORD: 'smtp-secret',
      IYO_SMS_URL: 'http://127.0.0.1:9/send?key=sms-secret',
    };
    const { stdout, stderr, exitCode } = await doctor(gateways, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      error: 'checks_failed',
      error_description: 'failed checks: 2',
    });
    const failures = JSON.parse(stdout).filter(({ result }: { result: string }) => result === 'fail');
    expect(failures).toMatchObject([
      { check: 'mail', advice: expect.stringContaining('operations.md') },
      { check: 'sms', message: expect.stringContaining('cannot be reached') },
    ]);
  });

  test('checks the rest when there is no database', async () => {
    const { stdout, exitCode } = await runWith(variables, ['doctor']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^fail {2}database {2}The database cannot be used/m);
    expect(stdout).toMatch(/^warn {2}clock {5}Not checked/m);
    expect(stdout).toMatch(/^ok {4}settings/m);
  });

  test('refuses settings that cannot work, and a malformed address', async () => {
    expect(await runWith({ PORT: 'x' }, ['doctor'])).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await doctor({}, '--mail-to', 'nowhere')).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
