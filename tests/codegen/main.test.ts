import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const program = fileURLToPath(new URL('../../codegen/main.ts', import.meta.url));
const cases = fileURLToPath(new URL('./cases/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'codegen-main-'));
const command = ['--import', import.meta.resolve('tsx'), program];

/** Somewhere else than in the project, tsx must be told which settings its files have. */
const env = {
  ...process.env,
  TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
};

function run(...flags: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...command, ...flags], { cwd: folder, encoding: 'utf8', env });
}

beforeAll(() => cpSync(join(cases, 'service-groups', 'api.raml'), join(folder, 'api.raml')));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command', () => {
  test('writes the files, then finds them current, then says what is stale, new or should be gone', () => {
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^generated 7 files in \d+ ms/) });
    expect(readdirSync(join(folder, 'generated'))).toHaveLength(7);
    expect(run('--check')).toMatchObject({ status: 0, stdout: '7 generated files are current\n' });

    appendFileSync(join(folder, 'generated', 'routes.ts'), '// mine\n');
    rmSync(join(folder, 'generated', 'client.ts'));
    writeFileSync(
      join(folder, 'generated', 'extra.ts'),
      '// Generated from api.raml by an older version. Do not edit.\n',
    );
    writeFileSync(join(folder, 'generated', 'mine.ts'), '');
    const { status, stderr } = run('--check');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^generated\/routes.ts is stale from line \d+ on\n {2}- \/\/ mine\n {2}\+ /m);
    expect(stderr).toContain('generated/client.ts is missing');
    expect(stderr).toContain('generated/extra.ts should be gone');
    expect(stderr).not.toContain('mine.ts');
  });

  test('prints the complaints about a broken contract, writes nothing and shows no stack trace', () => {
    const contract = join(cases, 'complaints-about-paths', 'api.raml');
    const { status, stdout, stderr } = run('--profile', 'strict', '--contract', contract, '--out', 'other');
    const wanted = readFileSync(join(cases, 'complaints-about-paths', 'complaints.txt'), 'utf8');
    const count = wanted.trim().split('\n').length;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`${wanted}${count} complaints about api.raml; nothing was generated\n`);
    expect(readdirSync(folder)).not.toContain('other');
  });

  test('writes into a folder with other files and leaves those alone', () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'src'), { recursive: true });
    writeFileSync(join(project, 'src', 'main.ts'), 'mine');
    writeFileSync(join(project, 'package.json'), '{}');
    expect(run('--out', 'project')).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'src', 'main.ts'), 'utf8')).toBe('mine');
    expect(readFileSync(join(project, 'package.json'), 'utf8')).toBe('{}');
    writeFileSync(join(project, 'routes.ts'), 'mine too');
    const { status, stderr } = run('--out', 'project');
    expect({ status, text: readFileSync(join(project, 'routes.ts'), 'utf8') }).toEqual({
      status: 1,
      text: 'mine too',
    });
    expect(stderr).toContain('project/routes.ts was not generated and is left alone');
  });

  test.each([
    [['--wach'], "codegen: Unknown option '--wach'"],
    [['fly'], 'codegen: there is no command "fly"'],
    [['--profile', 'loose'], 'codegen: unknown profile "loose" in --profile; there are strict and open'],
  ])('answers %j with one line and the usage', (flags, line) => {
    const { status, stdout, stderr } = run(...flags);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').slice(0, 3)).toEqual([line, '', 'usage: codegen [command] [options]']);
  });

  test('tells what a change breaks, and fails then', () => {
    const text = readFileSync(join(folder, 'api.raml'), 'utf8');
    writeFileSync(join(folder, 'old.raml'), text);
    expect(run('--diff', 'old.raml', 'api.raml')).toMatchObject({
      status: 0,
      stdout: '0 breaking changes, 0 accepted, 0 additions\n',
    });
    writeFileSync(
      join(folder, 'old.raml'),
      `${text}/gone: { (service): users, get: { displayName: Gone, securedBy: [ null ], responses: { 200: } } }\n`,
    );
    const { status, stdout } = run('--diff', 'old.raml', 'api.raml', '--format', 'markdown');
    expect(status).toBe(1);
    expect(stdout).toContain('| `GET /gone` | the operation is gone | `operation-removed` |');
    expect(run('--diff', 'old.raml').stderr).toMatch(
      /^codegen: --diff needs two contracts, the old one first\n/,
    );
  });

  test('reads profile, outputs and names from a configuration file', () => {
    const config = {
      profile: 'open',
      out: 'some',
      outputs: ['services.ts'],
      names: { operations: { 'get /users': 'everyone' } },
    };
    writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify(config));
    try {
      expect(run()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^generated 1 files/) });
      expect(readdirSync(join(folder, 'some'))).toEqual(['services.ts']);
      expect(readFileSync(join(folder, 'some', 'services.ts'), 'utf8')).toContain("| 'everyone'");
      writeFileSync(join(folder, 'codegen.config.json'), '{ "output": [] }');
      expect(run().stderr).toMatch(
        /^codegen: codegen.config.json has an unknown setting "output"; there are /,
      );
    } finally {
      rmSync(join(folder, 'codegen.config.json'));
    }
  });

  test('keeps the files current while it watches', async () => {
    const watching = spawn(process.execPath, [...command, '--watch', '--out', 'watched'], {
      cwd: folder,
      env,
    });
    try {
      const output = watching.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
      expect((await output.next()).value).toMatch(/^generated 7 files/);
      const text = readFileSync(join(folder, 'api.raml'), 'utf8');
      writeFileSync(
        join(folder, 'api.raml'),
        text.replace('displayName: listUsers', 'displayName: findUsers'),
      );
      expect((await output.next()).value).toMatch(/^generated 7 files/);
      expect(readFileSync(join(folder, 'watched', 'services.ts'), 'utf8')).toContain("| 'findUsers'");
    } finally {
      watching.kill();
    }
  });
});
