import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The cost of the generator on this project's contracts: complete runs, and edits of api.raml while it watches. */
const rounds = Number(process.argv[2] ?? 5);
const program = resolve('codegen/run.mjs');

/** Kinds of edits, each with a change that can be repeated. */
const edits: Readonly<Record<string, (text: string, round: number) => string>> = {
  'a changed description': (text, round) =>
    inTypes(text, /(?<=^ {2}Address:\n) +description: .*$/m, (line) => `${line} ${round}`),
  'a changed property': (text, round) =>
    inTypes(text, /^ +maxLength: \d+$/m, () => `    maxLength: ${60 + round}`),
  'a new property': (text, round) =>
    inTypes(text, /^ {4}properties:$/m, (line) => `${line}\n      added${round}?: string`),
  'a new operation': (text, round) => text.replace(/^\/users: /m, (line) => `${operation(round)}\n${line}`),
};

function inTypes(text: string, pattern: RegExp, change: (line: string) => string): string {
  const start = text.indexOf('\ntypes:\n');
  return text.slice(0, start) + text.slice(start).replace(pattern, change);
}

function operation(round: number): string {
  return [
    `/added${round}:`,
    '  (service): users',
    '  get:',
    `    displayName: GetAdded${round}`,
    '    is: [ anyone ]',
    '    responses: { 204: { description: Done. } }',
  ].join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'bench-generator-'));
try {
  for (const name of ['api.raml', 'scim.raml', 'contract', 'generated', 'codegen.config.json']) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  symlinkSync(resolve('codegen'), join(folder, 'codegen'));
  await measureRuns();
  await measureEdits();
} finally {
  rmSync(folder, { recursive: true });
}

/** Without cached findings, with them, and Node alone, which shows how busy the machine is. */
async function measureRuns(): Promise<void> {
  const found: Record<string, number[]> = { 'node -e 0': [], cold: [], 'findings cached': [] };
  const cache = resolve('node_modules/.cache/codegen');
  for (let round = 0; round < rounds; round++) {
    found['node -e 0']?.push(await processorTime(['-e', '0']));
    rmSync(cache, { recursive: true, force: true });
    for (const name of ['cold', 'findings cached'])
      found[name]?.push(await processorTime([program, '--check']));
  }
  print('processor time of a run, s', found);
}

/** The processor time of a finished child, as reported by the child. */
async function processorTime(args: readonly string[]): Promise<number> {
  const report =
    'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();console.error((user+system)/1e6)})';
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--import', report, ...args]);
  let text = '';
  child.stderr.on('data', (data) => {
    text += data;
  });
  await new Promise((done) => child.on('close', done));
  return Number(text.trim().split('\n').at(-1));
}

async function measureEdits(): Promise<void> {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', program, '--watch'], { cwd: folder });
  const written: Record<string, number[]> = Object.fromEntries(Object.keys(edits).map((name) => [name, []]));
  const writing: typeof written = structuredClone(written);
  const used: typeof written = structuredClone(written);
  try {
    await printed(child, 2);
    for (let round = 0; round < rounds; round++) {
      for (const [name, edit] of Object.entries(edits)) {
        await atRest(child);
        const before = usedBy(child);
        written[name]?.push(await save(child, (text) => edit(text, round)));
        writing[name]?.push((usedBy(child) - before) * 1000);
        await atRest(child);
        used[name]?.push(usedBy(child) - before);
      }
    }
  } finally {
    child.kill();
  }
  print('from save to written, ms', written);
  print('processor time until then, ms', writing);
  print('processor time, with the validation afterwards, s', used);
}

/** @returns milliseconds until the generator has written its output */
async function save(child: ChildProcess, edit: (text: string) => string): Promise<number> {
  const path = join(folder, 'api.raml');
  const text = edit(readFileSync(path, 'utf8'));
  const openapi = join(folder, 'generated/openapi.json');
  const last = statSync(openapi).mtimeMs;
  const began = performance.now();
  writeFileSync(path, text);
  await printed(child, 1);
  const took = performance.now() - began;
  if (statSync(openapi).mtimeMs === last) throw new Error('the edit changed nothing');
  return took;
}

function printed(child: ChildProcess, lines: number): Promise<void> {
  return new Promise((done) => {
    let left = lines;
    child.stdout?.on('data', function listen(data: Buffer) {
      left -= String(data).split('generated ').length - 1;
      if (left > 0) return;
      child.stdout?.off('data', listen);
      done();
    });
  });
}

/** The generator has finished validating when the process has been idle for a second and a half. */
async function atRest(child: ChildProcess): Promise<void> {
  let before = -1;
  for (let now = usedBy(child); now > before + 0.02; now = usedBy(child)) {
    before = now;
    await sleep(1500);
  }
}

/** Seconds of processor time, on Linux. */
function usedBy({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function print(title: string, found: Readonly<Record<string, readonly number[]>>): void {
  console.log(`\n${title.padEnd(52)}  median  least   most`);
  for (const [name, values] of Object.entries(found)) {
    const sorted = [...values].sort((a, b) => a - b);
    const shown = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((value = 0) =>
      value.toFixed(value < 20 ? 2 : 0).padStart(6),
    );
    console.log(`${name.padEnd(52)}  ${shown.join(' ')}`);
  }
}
