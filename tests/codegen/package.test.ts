import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildPackage } from '../../codegen/pack.ts';
import { compile } from '../../codegen/tck/compile.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codegen-package-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules', '@itsyouonline', 'codegen');

interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const readPackage = (path: string): PackageJson => JSON.parse(readFileSync(path, 'utf8'));

function codegen(...args: string[]) {
  return spawnSync(process.execPath, [join(installed, 'main.js'), ...args], {
    cwd: project,
    encoding: 'utf8',
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** An empty project with the package and what it depends on, as npm would install it. */
beforeAll(() => {
  buildPackage(installed);
  const { dependencies } = readPackage(join(installed, 'package.json'));
  for (const name of [...Object.keys(dependencies), 'tsx']) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  cpSync(fileURLToPath(new URL('./contracts/shop.raml', import.meta.url)), join(folder, 'shop.raml'));
  writeFileSync(
    join(project, 'package.json'),
    '{ "name": "mine", "scripts": { "test": "echo \\"Error: no test specified\\"" } }',
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the package of the generator', () => {
  test('depends on the versions that this project tests it with', () => {
    const own = readPackage(join(root, 'codegen', 'package.json')).dependencies;
    const { dependencies, devDependencies } = readPackage(join(root, 'package.json'));
    const tested: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };
    expect(own).toEqual(Object.fromEntries(Object.keys(own).map((name) => [name, tested[name]])));
  });

  test('makes a project of a contract, which compiles and keeps what was there', () => {
    const { status, stdout, stderr } = codegen('init', '--contract', '../shop.raml');
    expect({ status, stderr: stderr.replace(/^.*\(warning\)\n/gm, '') }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('wrote src/services.ts');
    const { devDependencies, scripts, ...rest } = readPackage(join(project, 'package.json'));
    expect(rest).toMatchObject({ name: 'mine', type: 'module' });
    expect(scripts).toEqual({
      generate: 'codegen',
      check: 'codegen --check && tsc --noEmit',
      start: 'tsx src/main.ts',
    });
    expect(Object.keys(devDependencies)).toContain('@itsyouonline/codegen');
    const sources = ['src/main.ts', 'src/services.ts', 'generated/client.ts', 'generated/routes.ts'];
    const files = sources.map((file): [string, string] => {
      const path = join(project, file);
      return [path, readFileSync(path, 'utf8')];
    });
    expect(compile(new Map(files))).toEqual([]);
    writeFileSync(join(project, 'src', 'services.ts'), `${files[1]?.[1]}// mine\n`);
    expect(codegen('init', '--contract', 'shop.raml').stdout).toContain('left src/services.ts as it is');
    expect(readFileSync(join(project, 'src', 'services.ts'), 'utf8')).toMatch(/\/\/ mine\n$/);
  });

  test('finds the generated files of the project current', () => {
    expect(codegen('--check')).toMatchObject({ status: 0, stdout: '7 generated files are current\n' });
  });

  test('the project serves the contract', async () => {
    const services = join(project, 'src', 'services.ts');
    const stub = "throw new Error('GET /items/{id} is not written yet');";
    const written = "return { status: 404, body: { error: 'none' } };";
    expect(readFileSync(services, 'utf8')).toContain(stub);
    writeFileSync(services, readFileSync(services, 'utf8').replace(stub, written));
    const port = await freePort();
    const env = { ...process.env, PORT: String(port) };
    const server: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: project,
      env,
    });
    try {
      await new Promise((resolve, reject) => {
        server.stdout?.once('data', resolve);
        server.once('exit', reject);
      });
      const found = await fetch(`http://127.0.0.1:${port}/api/items/1`);
      expect([found.status, await found.json()]).toEqual([404, { error: 'none' }]);
      expect((await fetch(`http://127.0.0.1:${port}/api/items/one`)).status).toBe(400);
      expect((await fetch(`http://127.0.0.1:${port}/api/items`)).status).toBe(500);
    } finally {
      server.kill();
    }
  });
});
