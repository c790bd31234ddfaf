import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findApiKey } from '../../src/organizations/api-keys/queries.ts';
import { createCertificate } from '../mail/self-signed-certificate.ts';
import { newUser } from '../support/factories.ts';
import { type ListeningApp, listen, openListeningApp } from '../support/listening.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

/** The code snippets on the page of a client, run unchanged against a server with TLS. */

const callback = 'https://shop.example/callback';
const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
const certificateFile = join(folder, 'certificate.pem');
/** The same certificate, for Java. */
const trustStore = join(folder, 'trusted.p12');
/** The JVM starts in half the time without optimizations for a long run. */
const shortRun = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
/** Go first compiles its standard library. */
const slow = 300_000;
const { key, certificate } = createCertificate('localhost');

let site: ListeningApp;
let agent: UserAgent;
beforeAll(async () => {
  writeFileSync(certificateFile, certificate);
  const imported = ['-importcert', '-noprompt', '-keystore', trustStore, '-storepass', 'changeit'];
  spawnSync('keytool', [...imported, '-alias', 'site', '-file', certificateFile], {
    env: { ...process.env, JAVA_TOOL_OPTIONS: shortRun },
  });
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  site = await openListeningApp({}, {}, await listen('localhost', { cert: certificate, key }));
  const { username } = await newUser(site.app, { username: 'developer' });
  await newOrganization(site.app.database.db, 'shop', { owner: username });
  agent = openUserAgent(site.app);
  await signInAs(site.app, agent, username);
  for (const [name, value] of [...agent.cookies]) agent.cookies.set(`__Host-${name}`, value);
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

interface Client {
  readonly secret: string;
  snippet(name: string): Promise<string>;
}

/** Created with the form, as developers do. */
async function newClient(kind: string): Promise<Client> {
  const path = '/organizations/shop/clients/new';
  const fields = { kind, label: kind, callback: kind === 'machine' ? '' : callback };
  const created = await agent.submit(await agent.get(path), fields, path);
  const found = await findApiKey(site.app.database.db, 'shop', kind);
  return {
    secret: /<code>([\w-]{52})<\/code>/.exec(created.text)?.[1] ?? '',
    async snippet(name) {
      const { text } = await agent.get(`/organizations/shop/clients/${found?.keyId}?snippet=${name}`);
      const [, code = ''] = /<pre class="lines"><code>([\s\S]*?)<\/code>/.exec(text) ?? [];
      const plain = code.replace(/<\/?span[^>]*>/g, '');
      return plain.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: keyof typeof entities) => entities[entity]);
    },
  };
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" } as const;

/**
 * Runs a program that prints the address to open and then reads the one to which the browser was redirected.
 * @returns its further output
 */
function run(
  command: string,
  args: readonly string[],
  secret: string,
  comesBack: (address: string) => Promise<string> = allowAt,
): Promise<string> {
  const trust = {
    NODE_EXTRA_CA_CERTS: certificateFile,
    CURL_CA_BUNDLE: certificateFile,
    SSL_CERT_FILE: certificateFile,
    JAVA_TOOL_OPTIONS: `${shortRun} -Djavax.net.ssl.trustStore=${trustStore} -Djavax.net.ssl.trustStorePassword=changeit`,
    GOCACHE: join(tmpdir(), 'go-cache'),
  };
  const env = { ...process.env, ...trust, CLIENT_SECRET: secret };
  const program = spawn(command, args, { cwd: folder, env });
  let [output, errors, isBack] = ['', '', false];
  program.stderr.on('data', (data) => {
    errors += data;
  });
  program.stdout.on('data', (data) => {
    output += data;
    const address = /^(https:\S+)\n/.exec(output)?.[1];
    if (address === undefined || isBack) return;
    [isBack, output] = [true, ''];
    void comesBack(address).then((place) => program.stdin.end(`${place}\n`));
  });
  return new Promise((resolve, reject) => {
    program.on('error', reject);
    program.on('close', (status) => (status === 0 ? resolve(output) : reject(new Error(errors + output))));
  });
}

/** @returns where the browser is redirected once the user has agreed */
async function allowAt(address: string): Promise<string> {
  const { pathname, search } = new URL(address);
  let response = await agent.follow(await agent.get(pathname + search));
  if (response.headers.location === undefined)
    response = await agent.submit(response, { do: 'allow' }, '/authorize');
  return response.headers.location ?? 'nowhere';
}

const atCallback = '// Redirect to address. Back at the callback:';

function runNode(snippet: string, secret: string): Promise<string> {
  const [before = '', after = ''] = snippet.split(atCallback);
  const program = `${before}
import { text } from 'node:stream/consumers';
console.log(address.href);
const currentUrl = new URL((await text(process.stdin)).trim());
${after}`;
  const file = join(folder, 'snippet.mjs');
  writeFileSync(file, program);
  return run(process.execPath, [file], secret);
}

const tokenOf = `sed 's/.*"access_token":"\\([^"]*\\).*/\\1/'`;

function runCurl(snippet: string, secret: string): Promise<string> {
  const [verifier = '', open = '', exchange = '', requestCode = ''] = snippet.split('\n\n');
  const address = /https:\S+/.exec(open)?.[0] ?? '';
  const script = `set -e
${verifier}
echo '${address}' | sed "s/CHALLENGE/$CHALLENGE/"
read -r CALLBACK
CODE=$(echo "$CALLBACK" | sed 's/.*[?&]code=\\([^&]*\\).*/\\1/')
ACCESS_TOKEN=$(${exchange} | ${tokenOf})
${requestCode}`;
  return run('bash', ['-c', script], secret);
}

function runGo(snippet: string, secret: string, comesBack = allowAt): Promise<string> {
  const file = join(folder, 'main.go');
  writeFileSync(file, `${snippet}\n`);
  expect(spawnSync('gofmt', ['-d', file], { encoding: 'utf8' }).stdout).toBe('');
  return run('go', ['run', file], secret, comesBack);
}

/** Runs a class from its source file. */
function runJava(snippet: string, secret: string, comesBack = allowAt): Promise<string> {
  const file = join(folder, `${/^class (\w+)/m.exec(snippet)?.[1]}.java`);
  writeFileSync(file, snippet);
  return run('java', [file], secret, comesBack);
}

const runners = { node: runNode, curl: runCurl, go: runGo, java: runJava };

/** Without the compiler, the snippets are skipped. */
const isThere = (command: string, argument: string) => spawnSync(command, [argument]).error === undefined;
const compiled = { go: isThere('go', 'version'), java: isThere('java', '-version') } as const;
const whereThere = (name: keyof typeof compiled) =>
  compiled[name] ? ([test, name] as const) : ([test.skip, `${name}, which is not installed here,`] as const);

describe.each(['web', 'singlePage'])('of an application of the kind %s', (kind) => {
  let client: Client;
  beforeAll(async () => {
    client = await newClient(kind);
  });

  test.each(['node', 'curl'] as const)('%s signs a user in', async (name) => {
    const output = await runners[name](await client.snippet(name), client.secret);
    expect(output).toContain('developer');
  });

  for (const name of ['go', 'java'] as const) {
    const [testIt, title] = whereThere(name);
    testIt(
      `${title} signs a user in`,
      async () => {
        const output = await runners[name](await client.snippet(name), client.secret);
        expect(output).toContain('developer');
      },
      slow,
    );

    testIt(
      `${title} refuses the response to another request`,
      async () => {
        const forged = async () => `${callback}?code=stolen&state=another`;
        const program = runners[name](await client.snippet(name), client.secret, forged);
        await expect(program).rejects.toThrow('not the response to this request');
      },
      slow,
    );
  }
});

describe('of a machine', () => {
  let client: Client;
  beforeAll(async () => {
    client = await newClient('machine');
  });

  test('node gets a token', async () => {
    const file = join(folder, 'machine.mjs');
    writeFileSync(file, `${await client.snippet('node')}\nconsole.log(tokens.scope);`);
    expect(await run(process.execPath, [file], client.secret)).toContain('organization:owner');
  });

  test('curl gets a token, and the organization with it', async () => {
    const [exchange = '', requestCode = ''] = (await client.snippet('curl')).split('\n\n');
    const script = `ACCESS_TOKEN=$(${exchange} | ${tokenOf})\n${requestCode}`;
    expect(await run('bash', ['-c', script], client.secret)).toContain('"globalid":"shop"');
  });

  for (const name of ['go', 'java'] as const) {
    const [testIt, title] = whereThere(name);
    testIt(
      `${title} gets a token, and the organization with it`,
      async () => {
        const snippet = await client.snippet(name);
        expect(await runners[name](snippet, client.secret)).toMatch(/globalid\W+shop/);
        await expect(runners[name](snippet, 'wrong')).rejects.toThrow('invalid_client');
      },
      slow,
    );
  }
});
