import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { settingNames } from '../../src/base/environment.ts';
import { readConfig } from '../../src/base/read-config.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const files = [
  'Dockerfile',
  'compose.yaml',
  ...readdirSync('deploy').map((name) => `deploy/${name}`),
  ...['production', 'backup-and-restore', 'upgrading'].map((name) => `docs/${name}.md`),
];

test.each(files)('%s names settings that exist', (path) => {
  const named = read(path).match(/\bIYO_[A-Z_]+\b/g) ?? [];
  expect(named.filter((name) => !settingNames.includes(name))).toEqual([]);
});

test.each(['Dockerfile', 'docs/production.md', 'docs/upgrading.md'])(
  '%s leaves the packages of the generator out',
  (path) => {
    const lines = read(path)
      .split('\n')
      .filter((line) => line.includes('--omit=dev'));
    expect(lines).toHaveLength(1);
    expect(lines.filter((line) => !line.includes('--omit=dev --workspaces=false'))).toEqual([]);
  },
);

describe('the example of an environment', () => {
  const lines = read('deploy/environment.example').split('\n');
  const given = Object.fromEntries(
    lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );

  test('starts a server in production once the encryption key is filled in', () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    const config = readConfig({ ...given, NODE_ENV: 'production', IYO_ENCRYPTION_KEYS: key });
    expect([config.publicUrl, config.profile]).toEqual(['https://id.example.org', 'strict']);
  });

  test('does not start one before', () => {
    expect(() => readConfig({ ...given, NODE_ENV: 'production' })).toThrow('IYO_ENCRYPTION_KEYS is required');
  });
});

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');

  test('copies files that exist', () => {
    const copied = lines.flatMap((line) => {
      const [, sources = ''] = /^COPY (?!--from)(.*) \S+$/.exec(line) ?? [];
      return sources.split(' ').filter(Boolean);
    });
    expect(copied).toContain('package-lock.json');
    expect(copied.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('runs without root and without a shell, and has a readiness check', () => {
    const last = lines.slice(lines.lastIndexOf('FROM node:22-bookworm-slim'));
    expect(last).toContain('USER node');
    expect(last.filter((line) => /^(RUN|ENTRYPOINT|CMD)/.test(line) && !line.includes('['))).toEqual([]);
    expect(last.join('\n')).toContain('/readyz');
  });
});

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly depends_on?: unknown; readonly environment?: object }>
  >;
}

describe('the composition', () => {
  const { services } = parse(read('compose.yaml')) as Compose;

  test('depends on services that it has', () => {
    const named = Object.values(services).flatMap(({ depends_on: others = [] }) =>
      Array.isArray(others) ? others : Object.keys(others as object),
    );
    expect(named).toContain('database');
    expect(named.filter((name) => !(name in services))).toEqual([]);
  });

  test.each(['server-1', 'server-2'])('gives %s settings that start it', (name) => {
    const values = {
      IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 2).toString('base64'),
      POSTGRES_PASSWORD: 'secret',
    } as const;
    const environment = Object.entries(services[name]?.environment ?? {}).map(([setting, value]) => [
      setting,
      String(value).replace(
        /\$\{(\w+):[-?]([^}]*)\}/g,
        (_all, variable: keyof typeof values, usual) => values[variable] ?? usual,
      ),
    ]);
    const config = readConfig({ NODE_ENV: 'production', ...Object.fromEntries(environment) });
    expect([config.profile, config.database.url]).toEqual([
      'strict',
      'postgres://itsyouonline:secret@database/itsyouonline',
    ]);
  });
});

/** nginx checks files for sites-enabled/ only as part of a complete configuration. */
const nginxSite = (site: string) => `pid /dev/null; events {} http { access_log off; ${site} }`;

/** Programs that check their own configuration, if installed; without parts that need the real machine. */
const checks: readonly [
  program: string,
  file: string,
  parameters: readonly string[],
  edited: (text: string) => string,
][] = [
  [
    '/usr/sbin/haproxy',
    'deploy/haproxy.cfg',
    ['-c', '-f'],
    (text) => text.replace(/:443 ssl crt \S+ alpn \S+ ssl-min-ver \S+/, ':443'),
  ],
  [
    '/usr/bin/caddy',
    'deploy/Caddyfile',
    ['validate', '--adapter', 'caddyfile', '--config'],
    (text) => text.replaceAll('{$SITE}', 'localhost'),
  ],
  [
    '/usr/sbin/nginx',
    'deploy/nginx.conf',
    ['-t', '-e', 'stderr', '-c'],
    (text) => nginxSite(text.replaceAll(/ssl_certificate\S* \S+;/g, '').replaceAll(' ssl http2;', ' http2;')),
  ],
  ['/usr/bin/promtool', 'deploy/prometheus-alerts.yaml', ['check', 'rules'], (text) => text],
];

describe('programs that check their own files', () => {
  for (const [program, file, parameters, edited] of checks.filter(([path]) => existsSync(path))) {
    const check = (text: string) => {
      const copy = join(mkdtempSync(join(tmpdir(), 'iyo-deploy-')), 'file');
      writeFileSync(copy, text);
      execFileSync(program, [...parameters, copy], { stdio: 'pipe' });
    };

    test(`${program} takes ${file}`, () => check(edited(read(file))));

    test(`${program} refuses ${file} with a misspelt word`, () => {
      const wrong = edited(read(file)).replace(/upstreams?\b|reverse_proxy|\bbackend|\bexpr\b/, 'misspelt');
      expect(() => check(wrong)).toThrow('misspelt');
    });
  }

  test('are given files that name the same readiness check', () => {
    for (const file of ['deploy/Caddyfile', 'deploy/haproxy.cfg']) expect(read(file)).toContain('/readyz');
  });
});

const analyzer = '/usr/bin/systemd-analyze';
(existsSync(analyzer) ? test : test.skip)('systemd finds nothing to complain about in its unit', () => {
  const findings = (text: string) => {
    const copy = join(mkdtempSync(join(tmpdir(), 'iyo-deploy-')), 'copy.service');
    writeFileSync(copy, text.replace('/usr/bin/node', process.execPath));
    return spawnSync(analyzer, ['verify', '--man=no', copy], { encoding: 'utf8' }).stderr;
  };
  const unit = read('deploy/itsyouonline.service');
  expect(findings(unit)).toBe('');
  expect(findings(unit.replace('PrivateTmp', 'PrivateTemp'))).toContain('PrivateTemp');
});

test('the systemd unit starts the existing program, and waits as long as a stop may take', () => {
  const unit = read('deploy/itsyouonline.service');
  const [, program = ''] = /^ExecStart=\/usr\/bin\/node (\S+)/m.exec(unit) ?? [];
  expect(existsSync(program)).toBe(true);
  const { stop } = readConfig({ ...production });
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
  expect(Number(seconds)).toBeGreaterThan(stop.drainSeconds + stop.limitSeconds);
});

const production = {
  NODE_ENV: 'production',
  IYO_PUBLIC_URL: 'https://id.example.org',
  DATABASE_URL: 'postgres://127.0.0.1/itsyouonline',
  IYO_ENCRYPTION_KEYS: Buffer.alloc(32, 3).toString('base64'),
  IYO_SMTP_HOST: 'mail.example.org',
};
