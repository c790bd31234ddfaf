/**
 * What a newcomer does: `make run`, the commands it prints, stop, start again, the command line.
 *
 *     tsx tests/smoke/main.ts [file for the numbers of checks passed and failed]
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DemoData } from '../../src/demo/demo-file.ts';
import { freePort, makeRun, type ServerProcess } from './server-process.ts';

const run = promisify(execFile);

const dataDir = mkdtempSync(join(tmpdir(), 'iyo-smoke-'));
const port = await freePort();
const url = `http://localhost:${port}`;
const variables = {
  NODE_ENV: 'development',
  IYO_LOG_FORMAT: 'json',
  IYO_DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: String(port),
};
const demoFile = join(dataDir, 'demo.json');

const counts = { passed: 0, failed: 0 };

async function check(rule: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    counts.passed += 1;
    console.log(`ok      ${rule}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`FAILED  ${rule}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

const readDemo = (): DemoData => JSON.parse(readFileSync(demoFile, 'utf8'));
const iyo = async (...words: string[]) => {
  const { stdout } = await run('npx', ['iyo', ...words], { env: { ...process.env, ...variables } });
  return stdout;
};
const curlCommands = (text: string) =>
  text.split('\n').flatMap((line) => /^\s*(curl .*)$/.exec(line)?.[1] ?? []);

async function firstStart(server: ServerProcess): Promise<void> {
  await check('make run builds, prepares the database and gets ready', () =>
    server.printed('"msg":"ready"', 300),
  );
  await check('the three commands it prints are answered with 200', () => runCommands(server.output()));
  await check('demo.json can be read by its owner only and holds what was promised', async () => {
    assert.equal(statSync(demoFile).mode & 0o777, 0o600);
    const demo = readDemo();
    assert.equal(demo.url, url);
    assert.deepEqual(
      demo.users.map(({ username }) => username),
      ['alice', 'bob'],
    );
    assert.deepEqual(
      demo.organizations.map(({ globalid }) => globalid),
      ['petshop'],
    );
  });
  await check('it says of itself that it is ready', async () => {
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });
  await check('the command line is told who uses the embedded database', async () => {
    await assert.rejects(iyo('user', 'list'), /in use by process \d+ .*Stop that one first/s);
  });
  await check('SIGTERM stops it', () => server.stop());
}

/** Without curl, only the token request, which the other two contain. */
async function runCommands(output: string): Promise<void> {
  const commands = curlCommands(output);
  assert.equal(commands.length, 3);
  if (!(await hasCurl())) return withoutCurl();
  for (const command of commands) {
    const { stdout } = await run('sh', ['-c', `${command} -o /dev/null -w '%{http_code}'`]);
    assert.equal(stdout, '200', command.slice(-60));
  }
}

const hasCurl = () =>
  run('curl', ['--version']).then(
    () => true,
    () => false,
  );

async function withoutCurl(): Promise<void> {
  const [user] = readDemo().users;
  const form = {
    grant_type: 'client_credentials',
    client_id: user?.applicationid ?? '',
    client_secret: user?.apikey ?? '',
  };
  const response = await fetch(`${url}/v1/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  assert.equal(response.status, 200);
}

async function secondStart(demoBefore: string): Promise<void> {
  const began = Date.now();
  const server = makeRun(variables);
  await check('a second start gets ready within 10 s on a busy machine', () =>
    server.printed('"msg":"ready"', 10),
  );
  console.log(`        ready after ${((Date.now() - began) / 1000).toFixed(1)} s, make included`);
  await check('it leaves the demo data alone', async () => {
    assert.equal(readFileSync(demoFile, 'utf8'), demoBefore);
    assert.deepEqual(curlCommands(server.output()), []);
  });
  await check('it stops again', () => server.stop());
}

async function commandLine(): Promise<void> {
  await check('npx iyo works on the database when the server is stopped', async () => {
    const users: { username: string }[] = JSON.parse(await iyo('user', 'list', '--json'));
    assert.deepEqual(
      users.map(({ username }) => username),
      ['alice', 'bob'],
    );
  });
}

const server = makeRun(variables);
try {
  await firstStart(server);
  await secondStart(readFileSync(demoFile, 'utf8'));
  await commandLine();
} catch (error) {
  counts.failed += 1;
  console.log(`FAILED  ${String(error)}`);
} finally {
  if (counts.failed > 0) console.log(`--- output of the first make run ---\n${server.output()}`);
  await server.stop().catch(() => undefined);
  rmSync(dataDir, { recursive: true, force: true });
}
const [countsFile] = process.argv.slice(2);
if (countsFile) writeFileSync(countsFile, JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
