import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { main } from '../../codegen/command-line.ts';

const program = fileURLToPath(new URL('../../codegen/run.mjs', import.meta.url));
const cases = fileURLToPath(new URL('./cases/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codegen-main-'));

type Outcome = Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'>;

function runProcess(...flags: string[]): Outcome {
  return spawnSync(process.execPath, [program, ...flags], { cwd: folder, encoding: 'utf8' });
}

/** `runProcess` without a separate process, which takes a second. */
async function run(...flags: string[]): Promise<Outcome> {
  const written = (method: 'log' | 'error') => jest.spyOn(console, method).mockImplementation(() => {});
  const textOf = ({ mock }: ReturnType<typeof written>) => mock.calls.map(([line]) => `${line}\n`).join('');
  const [stdout, stderr] = [written('log'), written('error')];
  const place = process.cwd();
  process.chdir(folder);
  try {
    const status = (await main(flags)) ?? null;
    return { status, stdout: textOf(stdout), stderr: textOf(stderr) };
  } finally {
    process.chdir(place);
    jest.restoreAllMocks();
  }
}

/** Reads until the text matches; the stream stays open, so that the process can write more. */
async function waitForText(texts: AsyncIterator<string>, pattern: RegExp): Promise<void> {
  const { value, done } = await texts.next();
  if (done) throw new Error(`The stream ended without ${pattern}`);
  if (!pattern.test(value)) await waitForText(texts, pattern);
}

beforeAll(() => cpSync(join(cases, 'service-groups', 'api.raml'), join(folder, 'api.raml')));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command', () => {
  test('says why it failed, without a stack trace', () => {
    writeFileSync(join(folder, 'taken'), '');
    const { status, stdout, stderr } = runProcess('--out', 'taken');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^codegen: .*taken.*\n$/);
  });

  test('says in one line that the port of the mock server is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    try {
      await expect(run('mock', '--port', String(port))).rejects.toThrow(
        `address already in use 127.0.0.1:${port}`,
      );
    } finally {
      await new Promise((resolve) => taken.close(resolve));
    }
  });

  test('writes the files, then finds them current, then says what is stale, new or should be gone', async () => {
    expect(runProcess()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^generated 7 files in \d+ ms/),
    });
    expect(readdirSync(join(folder, 'generated'))).toHaveLength(7);
    expect(await run('--check')).toMatchObject({ status: 0, stdout: '7 generated files are current\n' });

    appendFileSync(join(folder, 'generated', 'routes.ts'), '// mine\n');
    rmSync(join(folder, 'generated', 'client.ts'));
    writeFileSync(
      join(folder, 'generated', 'extra.ts'),
      '// Generated from api.raml by an older version. Do not edit.\n',
    );
    writeFileSync(join(folder, 'generated', 'mine.ts'), '');
    const { status, stderr } = runProcess('--check');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^generated\/routes.ts is stale from line \d+ on\n {2}- \/\/ mine\n {2}\+ /m);
    expect(stderr).toContain('generated/client.ts is missing');
    expect(stderr).toContain('generated/extra.ts should be gone');
    expect(stderr).not.toContain('mine.ts');
  });

  test('prints the errors of a broken contract, writes nothing and shows no stack trace', async () => {
    const contract = join(cases, 'errors-about-paths', 'api.raml');
    const flags = ['--profile', 'strict', '--contract', contract, '--out', 'other'];
    const { status, stdout, stderr } = await run(...flags);
    const expected = readFileSync(join(cases, 'errors-about-paths', 'diagnostics.txt'), 'utf8');
    const count = expected.trim().split('\n').length;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`${expected}${count} errors in api.raml; nothing was generated\n`);
    expect(readdirSync(folder)).not.toContain('other');
  });

  test('writes into a folder with other files and leaves those alone', async () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'src'), { recursive: true });
    writeFileSync(join(project, 'src', 'main.ts'), 'mine');
    writeFileSync(join(project, 'package.json'), '{}');
    expect(await run('--out', 'project')).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'src', 'main.ts'), 'utf8')).toBe('mine');
    expect(readFileSync(join(project, 'package.json'), 'utf8')).toBe('{}');
    writeFileSync(join(project, 'routes.ts'), 'mine too');
    const { status, stderr } = await run('--out', 'project');
    expect({ status, text: readFileSync(join(project, 'routes.ts'), 'utf8') }).toEqual({
      status: 1,
      text: 'mine too',
    });
    expect(stderr).toContain('project/routes.ts was not generated and is left alone');
  });

  test.each([
    [['--wach'], "codegen: Unknown option '--wach'"],
    [['fly'], 'codegen: there is no command "fly"'],
    [['--check', '--watch'], 'codegen: --check and --watch exclude each other'],
    [['mock', 'more'], 'codegen: "mock" has no use for "more"'],
    [['init', '--out', 'x'], 'codegen: --out is not for "init"'],
    [['--port', '3000'], 'codegen: --port is not for "generate"'],
    [['mock', '--port', '70000'], 'codegen: --port must be a number from 0 to 65535'],
    [['probe', '--url', 'localhost'], 'codegen: --url must begin with http:// or https://'],
    [
      ['--profile', 'loose'],
      'codegen: unknown profile "loose" in --profile; there are strict, open and lenient',
    ],
  ])('answers %j with one line and the usage', async (flags, line) => {
    const { status, stdout, stderr } = await run(...flags);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').slice(0, 3)).toEqual([line, '', 'usage: codegen [command] [options]']);
  });

  test('prints its version and its usage', async () => {
    expect(await run('--version')).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
    for (const help of ['help', '--help', '-h'])
      expect(await run(help)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: codegen/) });
  });

  test('reports a missing configuration, without the usage', async () => {
    expect(await run('--config', 'none.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'codegen: none.json does not exist\n',
    });
  });

  test('says in one line that nothing answers the probe, or is to be probed', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise((resolve) => closed.close(resolve));
    await expect(run('probe', '--url', url)).rejects.toThrow(/^no response to GET http:.*: .*ECONNREFUSED/);
    await expect(run('probe', '--url', url, '--methods', 'trace')).rejects.toThrow(
      'no operation of the contract has the method trace',
    );
  });

  test('reports what a change breaks, and then fails', async () => {
    const text = readFileSync(join(folder, 'api.raml'), 'utf8');
    writeFileSync(join(folder, 'old.raml'), text);
    expect(await run('--diff', 'old.raml', 'api.raml')).toMatchObject({
      status: 0,
      stdout: '0 breaking changes, 0 accepted, 0 additions\n',
    });
    writeFileSync(
      join(folder, 'old.raml'),
      `${text}/gone: { (service): users, get: { displayName: Gone, securedBy: [ null ], responses: { 200: } } }\n`,
    );
    const { status, stdout } = await run('--diff', 'old.raml', 'api.raml', '--format', 'markdown');
    expect(status).toBe(1);
    expect(stdout).toContain('| `GET /gone` | the operation is gone | `operation-removed` |');
    expect((await run('--diff', 'old.raml')).stderr).toMatch(
      /^codegen: --diff needs two contracts, the old one first\n/,
    );
  });

  test('reads profile, outputs and names from a configuration file', async () => {
    const config = {
      profile: 'open',
      out: 'some',
      outputs: ['services.ts'],
      names: { operations: { 'get /users': 'everyone' } },
    };
    writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify(config));
    try {
      expect(await run()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^generated 1 file /) });
      expect(readdirSync(join(folder, 'some'))).toEqual(['services.ts']);
      expect(readFileSync(join(folder, 'some', 'services.ts'), 'utf8')).toContain("| 'everyone'");
      writeFileSync(join(folder, 'codegen.config.json'), '{ "output": [] }');
      expect((await run()).stderr).toMatch(
        /^codegen: codegen.config.json has an unknown setting "output"; there are /,
      );
    } finally {
      rmSync(join(folder, 'codegen.config.json'));
    }
  });

  test('refuses names for what the contract does not have, and names that cannot be', async () => {
    const config = {
      names: {
        operations: { 'get /user': 'everyone', 'get /users': 'every one' },
        types: { Usr: 'Person' },
        services: { '/accounts': 'accounts', '/users': 'people' },
      },
    };
    writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify([config], undefined, 2));
    try {
      const { status, stderr } = await run();
      expect(status).toBe(1);
      const file = 'codegen\\.config\\.json';
      expect(stderr).toMatch(new RegExp(`^${file}:5:22: The contract has no operation "get /user"\\. `, 'm'));
      expect(stderr).toMatch(
        new RegExp(`^${file}:6:23: "every one" cannot be the name of "get /users"\\. `, 'm'),
      );
      expect(stderr).toMatch(new RegExp(`^${file}:9:16: The contract has no type "Usr"\\. `, 'm'));
      expect(stderr).toMatch(new RegExp(`^${file}:12:22: The contract has no resource "/accounts"\\. `, 'm'));
      expect(stderr).toContain('4 errors in api.raml');
      expect((await run('--profile', 'strict')).stderr).toContain(
        '"names.operations" is for the profiles "open" and "lenient"',
      );
    } finally {
      rmSync(join(folder, 'codegen.config.json'));
    }
  });

  test('writes and checks several contracts, each into its folder', async () => {
    const text = readFileSync(join(folder, 'api.raml'), 'utf8');
    writeFileSync(join(folder, 'second.raml'), text.replace('displayName: listUsers', 'displayName: others'));
    const outputs = ['services.ts'];
    const [first, second] = [
      { contract: 'api.raml', out: 'both', outputs },
      { contract: 'second.raml', out: 'both/second', outputs },
    ];
    const configure = (config: unknown) =>
      writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify(config));
    const servicesIn = (out: string) => readFileSync(join(folder, out, 'services.ts'), 'utf8');
    try {
      configure([first, second]);
      expect(await run()).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^(generated 1 file .*\n){2}$/),
      });
      expect(servicesIn('both')).toContain("| 'listUsers'");
      expect(servicesIn('both/second')).toContain("| 'others'");
      expect(await run('--check')).toMatchObject({ status: 0 });
      appendFileSync(join(folder, 'both', 'second', 'services.ts'), '// mine\n');
      expect(await run('--check')).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/^both\/second\/services.ts is stale/),
      });
      expect((await run('--contract', 'second.raml')).stdout).toMatch(/^generated 1 file .*\n$/);
      expect(await run('--check')).toMatchObject({ status: 0 });
      configure([first, { ...second, out: './both/' }]);
      expect((await run()).stderr).toMatch(
        /^codegen: two contracts in codegen.config.json share the folder ".\/both\/"/,
      );
      configure([]);
      expect((await run()).stderr).toMatch(
        /^codegen: codegen.config.json must be an object, or a list of them/,
      );
    } finally {
      rmSync(join(folder, 'codegen.config.json'));
    }
  });

  test('keeps the files current while it watches', async () => {
    const watching = spawn(process.execPath, [program, '--watch', '--out', 'watched'], { cwd: folder });
    try {
      const output = watching.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
      const diagnostics = watching.stderr.setEncoding('utf8')[Symbol.asyncIterator]();
      expect((await output.next()).value).toMatch(/^generated 7 files/);
      const text = readFileSync(join(folder, 'api.raml'), 'utf8');
      writeFileSync(
        join(folder, 'api.raml'),
        text.replace('displayName: listUsers', 'displayName: findUsers'),
      );
      expect((await output.next()).value).toMatch(/^generated 7 files/);
      expect(readFileSync(join(folder, 'watched', 'services.ts'), 'utf8')).toContain("| 'findUsers'");
      rmSync(join(folder, 'api.raml'));
      await waitForText(diagnostics, /^api.raml:1:1: The file cannot be read/m);
      writeFileSync(join(folder, 'api.raml'), text);
      expect((await output.next()).value).toMatch(/^generated 7 files/);
      expect(readFileSync(join(folder, 'watched', 'services.ts'), 'utf8')).toContain("| 'listUsers'");
    } finally {
      watching.kill();
    }
  });

  test('notices a contract that comes back just after it was missing', async () => {
    const contract = join(folder, 'api.raml');
    const kept = join(folder, 'kept.raml');
    cpSync(contract, kept);
    const restoring = `
      import { renameSync } from 'node:fs';
      const { error } = console;
      console.error = (text) => {
        error(text);
        if (text.includes('cannot be read')) renameSync('kept.raml', 'api.raml');
      };`;
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(restoring)}`];
    const watching = spawn(process.execPath, [...preload, program, '--watch', '--out', 'watched'], {
      cwd: folder,
    });
    try {
      const output = watching.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
      await waitForText(output, /^generated 7 files/);
      rmSync(contract);
      await waitForText(output, /^generated 7 files/);
    } finally {
      watching.kill();
      if (existsSync(kept)) renameSync(kept, contract);
    }
  });

  test('goes on watching when files cannot be written', async () => {
    const [contract, out] = [join(folder, 'api.raml'), join(folder, 'blocked')];
    const text = readFileSync(contract, 'utf8');
    const watching = spawn(process.execPath, [program, '--watch', '--out', 'blocked'], { cwd: folder });
    try {
      const output = watching.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
      const errors = watching.stderr.setEncoding('utf8')[Symbol.asyncIterator]();
      await waitForText(output, /^generated 7 files/);
      rmSync(out, { recursive: true });
      writeFileSync(out, '');
      writeFileSync(contract, text.replace('displayName: listUsers', 'displayName: findUsers'));
      await waitForText(errors, /^codegen: .*blocked/m);
      rmSync(out);
      writeFileSync(contract, text);
      await waitForText(output, /^generated 7 files/);
      expect(readFileSync(join(out, 'services.ts'), 'utf8')).toContain("| 'listUsers'");
    } finally {
      watching.kill();
      writeFileSync(contract, text);
    }
  });
});
