import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildPackage } from '../../codegen/pack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codegen-package-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules', '@itsyouonline', 'codegen');

interface PackageJson {
  readonly version: string;
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

function npm(cwd: string, ...args: string[]) {
  return spawnSync('npm', ['--silent', ...args], { cwd, encoding: 'utf8' });
}

function startProject(port: number): ChildProcess {
  const env = { ...process.env, PORT: String(port) };
  return spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: project, env });
}

/** Of all that `init` wrote, with its settings and stricter ones. */
function typeErrors(): string {
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const more = ['--noUnusedLocals', '--noUnusedParameters', '--isolatedModules', '--erasableSyntaxOnly'];
  return spawnSync(process.execPath, [compiler, ...more], { cwd: project, encoding: 'utf8' }).stdout;
}

/** Links a package of this repository into the project. @param from its folder, if it has another name here */
function link(name: string, from = name): void {
  const path = join(project, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(root, 'node_modules', from), path);
}

/**
 * npm finds all that the packed package depends on, as far as possible in its cache, but does not unpack it: the project
 * has links to the same versions. It does not see a package that is not declared.
 */
function install(tarball: string): void {
  const { status, stderr } = npm(
    project,
    ...['install', '--dry-run', '--prefer-offline', '--no-audit', '--no-fund', tarball],
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  mkdirSync(dirname(installed), { recursive: true });
  expect(spawnSync('tar', ['-xzf', tarball, '-C', folder]).status).toBe(0);
  renameSync(join(folder, 'package'), installed);
  for (const name of Object.keys(readPackage(join(installed, 'package.json')).dependencies)) link(name);
}

/** A project in which the packed package is installed. */
beforeAll(() => {
  const built = join(folder, 'built');
  buildPackage(built);
  const packed = npm(built, 'pack', '--pack-destination', folder);
  expect(packed.status).toBe(0);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  install(join(folder, packed.stdout.trim()));
  for (const name of ['tsx', '@types/node']) link(name);
  link('typescript', 'typescript-native');
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
    const tested = Object.keys(own).map((name) => [
      name,
      readPackage(join(root, 'node_modules', name, 'package.json')).version,
    ]);
    expect(own).toEqual(Object.fromEntries(tested));
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
    const { version } = readPackage(join(project, 'node_modules', 'typescript', 'package.json'));
    expect(devDependencies.typescript).toBe(version.replace(/^(\d+)\..*/, '^$1.0.0'));
    expect(typeErrors()).toBe('');
    const services = readFileSync(join(project, 'src', 'services.ts'), 'utf8');
    writeFileSync(join(project, 'src', 'services.ts'), `${services}// mine\n`);
    expect(codegen('init', '--contract', 'shop.raml').stdout).toContain('left src/services.ts as it is');
    expect(readFileSync(join(project, 'src', 'services.ts'), 'utf8')).toMatch(/\/\/ mine\n$/);
  });

  test('makes a project in another folder, which has the package from the same file', () => {
    const path = join(project, 'package.json');
    const before = readFileSync(path, 'utf8');
    const dependency = { devDependencies: { '@itsyouonline/codegen': 'file:../codegen.tgz' } };
    writeFileSync(path, JSON.stringify(dependency));
    const { stdout } = codegen('init', 'other', '--contract', '../shop.raml');
    writeFileSync(path, before);
    expect(stdout).toMatch(/Next: cd other, npm install, npm start/);
    const made = readPackage(join(project, 'other', 'package.json')).devDependencies;
    expect(made['@itsyouonline/codegen']).toBe('file:../../codegen.tgz');
  });

  test('finds the generated files of the project current', () => {
    expect(codegen('--check')).toMatchObject({ status: 0, stdout: '7 generated files are current\n' });
  });

  test('the project serves the contract', async () => {
    const services = join(project, 'src', 'services.ts');
    const stub = "throw new Refusal(501, 'GET /items/{id} is not written yet');";
    const written = "return { status: 404, body: { error: 'none' } };";
    expect(readFileSync(services, 'utf8')).toContain(stub);
    writeFileSync(services, readFileSync(services, 'utf8').replace(stub, written));
    const port = await freePort();
    const server = startProject(port);
    try {
      await new Promise((resolve, reject) => {
        server.stdout?.once('data', resolve);
        server.once('exit', reject);
      });
      const found = await fetch(`http://127.0.0.1:${port}/api/items/1`);
      expect([found.status, await found.json()]).toEqual([404, { error: 'none' }]);
      expect((await fetch(`http://127.0.0.1:${port}/api/items/one`)).status).toBe(400);
      const unwritten = await fetch(`http://127.0.0.1:${port}/api/items`);
      expect([unwritten.status, await unwritten.text()]).toEqual([
        501,
        expect.stringContaining('GET /items is not written yet'),
      ]);
      const second = startProject(port);
      let said = '';
      second.stderr?.on('data', (text) => {
        said += text;
      });
      const [status] = await once(second, 'close');
      expect(status).toBe(1);
      expect(said).toMatch(new RegExp(`^Cannot serve on port ${port}: .*address already in use.*\n$`));
    } finally {
      server.kill();
    }
  });
});
