import { availableParallelism } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, channelsOf } from '../../src/base/config.ts';
import { describeConfig } from '../../src/base/describe-config.ts';
import { settingNames } from '../../src/base/environment.ts';
import { deviationsFrom } from '../../src/base/profile.ts';
import { readConfig } from '../../src/base/read-config.ts';

const production = {
  NODE_ENV: 'production',
  IYO_PUBLIC_URL: 'https://id.example.org/',
  DATABASE_URL: 'postgres://iyo:swordfish@db/iyo',
  IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString('base64'),
  IYO_SMTP_HOST: 'mail.example.org',
};

function problemsOf(variables: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('the defaults make a development server on loopback', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'development',
      listen: { host: '127.0.0.1', port: 8080 },
      dataDir: './data',
      publicUrl: undefined,
      userCreation: 'organizations',
      passwords: { cost: 12, minimumLength: 8, leakService: undefined },
      tokenIssuer: 'itsyouonline',
    });
  });

  test('a production server needs its address, database and keys', () => {
    expect(readConfig(production)).toMatchObject({
      publicUrl: 'https://id.example.org',
      userCreation: 'closed',
    });
    const problems = problemsOf({ NODE_ENV: 'production' });
    for (const name of ['IYO_PUBLIC_URL', 'DATABASE_URL', 'IYO_ENCRYPTION_KEYS']) {
      expect(problems.some((problem) => problem.startsWith(name))).toBe(true);
    }
  });

  test('mail comes from the host of the public URL unless a sender is named', () => {
    expect(readConfig(production).mail?.from).toBe('noreply@id.example.org');
    const named = { ...production, IYO_MAIL_FROM: 'id@example.com' };
    expect(readConfig(named).mail?.from).toBe('id@example.com');
  });

  test('production sends what it has a mail server and a gateway for; development keeps the rest in its outbox', () => {
    const { IYO_SMTP_HOST: _host, ...silent } = production;
    expect(channelsOf(readConfig(silent))).toEqual({ mail: false, sms: false });
    expect(channelsOf(readConfig(production))).toEqual({ mail: true, sms: false });
    const both = { ...production, IYO_SMS_URL: 'https://sms.example.org' };
    expect(channelsOf(readConfig(both))).toEqual({ mail: true, sms: true });
    expect(channelsOf(readConfig({}))).toEqual({ mail: true, sms: true });
  });

  test('the embedded database in production must be allowed', () => {
    const { DATABASE_URL: _left, ...embedded } = production;
    expect(problemsOf(embedded)).toEqual([expect.stringMatching(/^DATABASE_URL is required/)]);
    expect(problemsOf({ ...embedded, IYO_EMBEDDED: 'allow' })).toEqual([]);
  });

  test('there is a worker for each core, in production on PostgreSQL, with at least four connections', () => {
    const workersOf = (variables: Record<string, string>) => readConfig(variables).workers;
    const pool = (size: number) => ({ ...production, IYO_DATABASE_POOL: String(size) });
    expect(workersOf(pool(500))).toBe(availableParallelism());
    expect(workersOf(pool(7))).toBe(1);
    expect(workersOf({ ...production, IYO_WORKERS: '5' })).toBe(5);
    expect(workersOf({ DATABASE_URL: production.DATABASE_URL })).toBe(1);
    expect(workersOf({})).toBe(1);
  });

  test('several workers need PostgreSQL, and a connection each', () => {
    expect(problemsOf({ IYO_WORKERS: '2' })).toEqual([
      expect.stringMatching(/^IYO_WORKERS must be 1 without DATABASE_URL/),
    ]);
    expect(problemsOf({ ...production, IYO_WORKERS: '3', IYO_DATABASE_POOL: '2' })).toEqual([
      expect.stringMatching(/^IYO_DATABASE_POOL must not be below IYO_WORKERS/),
    ]);
    expect(problemsOf({ ...production, IYO_WORKERS: '0' })).toEqual(['IYO_WORKERS: must be from 1 to 64']);
  });

  test('all problems are reported at once, each with its name', () => {
    const problems = problemsOf({
      PORT: 'http',
      IYO_BCRYPT_COST: '99',
      IYO_PUBLIC_URL: 'ftp://x',
      IYO_TSL_CERT: 'x',
    });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(/PORT: .*whole number/);
    expect(problems.join('\n')).toMatch(/IYO_BCRYPT_COST: .*from 4 to 16/);
    expect(problems.join('\n')).toMatch(/IYO_PUBLIC_URL: .*http\(s\) URL/);
    expect(problems.join('\n')).toMatch(/IYO_TSL_CERT is not a setting/);
  });

  test.each([
    'IYO_SERVICE_HOST',
    'IYO_SERVICE_PORT',
    'IYO_SERVICE_PORT_HTTP',
    'IYO_PORT',
    'IYO_PORT_8080_TCP',
    'IYO_PORT_8080_TCP_ADDR',
    'IYO_WEB_SERVICE_HOST',
    'IYO_WEB_PORT_8080_TCP_PROTO',
  ])('ignores %s, which an orchestrator sets', (name) => {
    expect(readConfig({ [name]: 'tcp://10.0.0.1:8080' }).ignoredVariables).toEqual([name]);
  });

  test.each(['IYO_SERVICE', 'IYO_PORTS', 'IYO_PORT_8080', 'IYO_SERVICE_HOSTS'])('refuses %s', (name) => {
    expect(() => readConfig({ [name]: '1' })).toThrow(`${name} is not a setting`);
  });

  test.each([
    [{ IYO_TLS_CERT: 'cert.pem' }, 'together'],
    [{ IYO_SMTP_USER: 'me' }, 'together'],
    [{ IYO_GITHUB_CLIENT_ID: 'me' }, 'together'],
    [{ IYO_FACEBOOK_CLIENT_SECRET: 'shh' }, 'together'],
    [{ IYO_GITHUB_URL: 'http://github.example.org' }, 'https'],
    [{ IYO_LOGOUT_ORIGINS: 'https://a.example, https://b.example/path' }, 'IYO_LOGOUT_ORIGINS'],
    [{ IYO_LOGOUT_ORIGINS: 'intranet' }, 'IYO_LOGOUT_ORIGINS'],
    [{ IYO_FACEBOOK_API_URL: 'ftp://127.0.0.1' }, 'https'],
    [{ NODE_ENV: 'production', IYO_GITHUB_API_URL: 'http://127.0.0.1:8000' }, 'IYO_GITHUB_API_URL'],
    [{ IYO_ENCRYPTION_KEYS: 'c2hvcnQ=' }, '32 bytes'],
    [{ DATABASE_URL: 'mysql://x' }, 'postgres://'],
    [{ IYO_BREACH_CHECK: 'yes' }, 'on, off or'],
    [{ IYO_BREACH_CHECK: 'https://me:hush@mirror' }, 'on, off or'],
  ])('%j is refused', (variables, words) => {
    expect(problemsOf(variables).join()).toContain(words);
  });

  test.each([
    ['off', undefined],
    ['on', 'https://api.pwnedpasswords.com'],
    ['http://mirror:8000/passwords', 'http://mirror:8000/passwords'],
  ])('leaked passwords: %s asks %s', (setting, service) => {
    expect(readConfig({ IYO_BREACH_CHECK: setting }).passwords.leakService).toBe(service);
  });

  test('prefixes of phone numbers begin with a country code that exists', () => {
    const prefixes = readConfig({ IYO_SMS_REFUSED_PREFIXES: '+882, +32903,+1876' }).smsPrefixes;
    expect(prefixes).toEqual({ allowed: [], refused: ['+882', '+32903', '+1876'] });
    for (const wrong of ['32', '+32,+999', '+0032', '+32 470', 'be', '+3'])
      for (const name of ['IYO_SMS_REFUSED_PREFIXES', 'IYO_SMS_ALLOWED_PREFIXES'])
        expect(problemsOf({ [name]: wrong })).toEqual([expect.stringContaining(name)]);
  });

  test('the strict profile turns off what only old clients need, as does each of its settings alone', () => {
    const compatible = { showSecrets: 'always', secretsInQuery: 'allow', foreignAudiences: 'allow' };
    const strict = { showSecrets: 'once', secretsInQuery: 'refuse', foreignAudiences: 'refuse' };
    expect(readConfig({})).toMatchObject({
      ...compatible,
      redirectMatch: 'key',
      pkce: 'key',
      jwtRefresh: 'keep',
      offlineScopes: 'all',
      dpopNonce: 'optional',
    });
    const config = readConfig({ IYO_PROFILE: 'strict' });
    expect(config).toMatchObject({
      ...strict,
      redirectMatch: 'exact',
      pkce: 'required',
      jwtRefresh: 'rotate',
      offlineScopes: 'named',
      dpopNonce: 'required',
    });
    expect(readConfig({ IYO_PROFILE: 'strict', IYO_PKCE: 'key' })).toMatchObject({ ...strict, pkce: 'key' });
    expect(readConfig({ IYO_PKCE: 'required' })).toMatchObject({ ...compatible, pkce: 'required' });
    expect(deviationsFrom('strict', config)).toEqual({});
    expect(deviationsFrom('compatible', readConfig({ IYO_PKCE: 'required' }))).toEqual({ pkce: 'required' });
    expect(problemsOf({ IYO_PROFILE: 'lax' })).toEqual([expect.stringContaining('IYO_PROFILE')]);
  });

  test('an empty variable counts as absent', () => {
    expect(readConfig({ PORT: '', IYO_PUBLIC_URL: '' }).listen.port).toBe(8080);
  });

  test('are immutable', () => {
    const config = readConfig(production);
    expect(Object.isFrozen(config) && Object.isFrozen(config.listen) && Object.isFrozen(config.mail)).toBe(
      true,
    );
  });

  test('their description holds no secret', () => {
    const variables = {
      ...production,
      IYO_SMTP_USER: 'me',
      IYO_SMTP_PASSWORD: 'hush',
      IYO_SMS_URL: 'https://sms',
      IYO_SMS_AUTHORIZATION: 'Bearer hush',
      IYO_GITHUB_CLIENT_ID: 'me',
      IYO_GITHUB_CLIENT_SECRET: 'hush',
    };
    const shown = JSON.stringify(describeConfig(readConfig(variables)));
    for (const secret of ['hush', 'swordfish', production.IYO_ENCRYPTION_KEYS])
      expect(shown).not.toContain(secret);
    expect(shown).toContain('//[redacted]@db/iyo');
  });

  test('every setting has a distinct name', () => {
    expect(new Set(settingNames).size).toBe(settingNames.length);
  });
});
