import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientPackage } from '../../packages/client/pack.ts';
import type { Decision } from '../clients/person.ts';
import { openShopSite, type ShopSite, shopCallback } from '../clients/shop.ts';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { browserExample } from './browser-example.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'client-package-'));
const project = join(folder, 'project');

type Group = Readonly<Record<string, unknown>>;

/** Results of the application in `client-project`. */
interface Report {
  readonly first: Group;
  readonly userInfo: Group;
  readonly api: unknown;
  readonly renewals: Group;
  readonly responses: Group;
  readonly denied: unknown;
  readonly idTokens: Group;
  readonly servers: Group;
  readonly secrets: Group;
  readonly endings: Group;
}

let site: ShopSite;
/** A user for the application: signs in at an address, and returns the redirect. */
let user: Listening;
let report: Report;

async function installPackage(): Promise<void> {
  buildClientPackage(join(folder, 'package'));
  cpSync(fileURLToPath(new URL('./client-project', import.meta.url)), project, { recursive: true });
  // Packs the folder first, as `npm pack` does.
  const options = ['--install-links', '--offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, '../package'], { cwd: project });
}

async function visit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url, decision } = (await json(request)) as { url: string; decision: Decision };
  response.end(String(await site.visitor.goTo(url, decision)));
}

async function compileAndRun(): Promise<Report> {
  const bakerySecret = await newClient(site.app, 'bakery', { callbackUrl: shopCallback });
  const settings = { bakerySecret, issuer: site.url, redirectUri: shopCallback, userUrl: user.url };
  const lines = Object.entries(settings).map(([name, value]) => `export const ${name} = '${value}';\n`);
  writeFileSync(join(project, 'settings.ts'), lines.join(''));
  writeFileSync(join(project, 'browser.ts'), browserExample());
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', project]);
  const { stdout } = await run(process.execPath, ['main.js'], { cwd: project });
  return JSON.parse(stdout);
}

function readPackage(path: string): { readonly version: string; readonly dependencies?: unknown } {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
}

beforeAll(async () => {
  site = await openShopSite({ isPublic: true });
  user = await listen();
  user.serve((request, response) => {
    visit(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await installPackage();
  report = await compileAndRun();
}, 300_000);

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await user.close();
  await site.close();
});

describe('the package of the client, installed where the compiler is strict', () => {
  test('has the version of the server and needs no other package', () => {
    const installed = readPackage(join(project, 'node_modules', 'itsyouonline-client'));
    expect(installed).toMatchObject({ version: readPackage(root).version });
    expect(installed.dependencies).toBeUndefined();
  });

  test('signs a user in with PKCE and calls the API', () => {
    const scope = expect.stringContaining('openid');
    expect(report.first).toEqual({ sub: 'alice', name: 'Alice Liddell', scope });
    expect(report.api).toEqual({ status: 200, firstName: 'Alice' });
  });

  test('reads what the user shares, and nothing about another user', () => {
    expect(report.userInfo).toMatchObject({
      own: { sub: 'alice', name: 'Alice Liddell' },
      ofAnother: { name: 'InvalidResponse', reason: 'malformed' },
      withoutToken: { name: 'OAuthError', error: 'invalid_token', status: 401 },
    });
  });

  test('authenticates an application that has a secret', () => {
    expect(report.secrets).toMatchObject({
      right: { sub: 'alice' },
      wrong: { name: 'OAuthError', error: 'invalid_client', status: 401 },
    });
    expect(report.secrets.right).not.toHaveProperty('refreshToken');
  });

  test('renews an access token once for calls at the same time', () => {
    const response = { status: 200, firstName: 'Alice' };
    const once = { byCalls: 1, byHand: 1, kept: 1 };
    expect(report.renewals).toEqual({ ...once, responses: [response, response], isNew: true, sub: 'alice' });
  });

  test('refuses responses to another sign-in or from another server', () => {
    expect(report.responses).toMatchObject({
      otherState: { name: 'InvalidResponse', reason: 'state' },
      otherIssuer: { name: 'InvalidResponse', reason: 'issuer' },
      noIssuer: { name: 'InvalidResponse', reason: 'issuer' },
      otherVerifier: { name: 'OAuthError', error: 'invalid_grant', status: 400 },
    });
    expect(report.servers).toMatchObject({
      otherName: { name: 'InvalidResponse', reason: 'issuer' },
      plainHttp: { name: 'InvalidResponse', reason: 'insecure' },
    });
  });

  test('refuses ID tokens that have expired or have another purpose', () => {
    const refused = (what: string) => ({
      name: 'InvalidResponse',
      reason: 'id_token',
      message: `the ID token ${what}`,
    });
    expect(report.idTokens).toEqual({
      expired: refused('has expired'),
      otherIssuer: refused('is from https://evil.example'),
      otherClient: refused('is for another client'),
      otherSignIn: refused('belongs to another sign-in'),
    });
  });

  test('reports the error of a refusal, and when the user has to sign in again', () => {
    const description = expect.stringMatching(/\w+ \w+/);
    const refused = { name: 'OAuthError', errorDescription: description };
    expect(report.denied).toMatchObject({ ...refused, error: 'access_denied' });
    expect(report.endings).toMatchObject({
      refresh: { ...refused, error: 'invalid_grant', status: 400 },
      revoked: { name: 'SignInRequired' },
      withoutRefresh: { name: 'SignInRequired' },
      signedOut: `${shopCallback}?state=bye`,
    });
  });
});
