import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { formatComplaint } from './complaints.ts';
import { type Generation, generate } from './generate.ts';
import { compareOutput, writeOutput } from './output.ts';
import { watchFiles } from './watch.ts';

const usage = `usage: tsx codegen/main.ts [--check | --watch] [--contract api.raml] [--out generated]

  (nothing)  write the generated files
  --check    write nothing; fail when a generated file is not what the contract gives
  --watch    write the generated files again whenever the contract changes`;

interface Settings {
  readonly contract: string;
  readonly out: string;
}

/** @param began milliseconds since the process began, for the printed time */
function write({ contract, out }: Settings, began: number): Generation {
  const generation = generate(contract);
  if (!report(contract, generation)) return generation;
  writeOutput(out, generation.files);
  const took = Math.round(performance.now() - began);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`generated ${generation.files.size} files in ${took} ms (${megabytes} MB)`);
  return generation;
}

/** Prints what is wrong with the contract. @returns whether nothing is */
function report(contract: string, { complaints }: Generation): boolean {
  for (const complaint of complaints) console.error(formatComplaint(complaint));
  if (complaints.length === 0) return true;
  const count = complaints.length === 1 ? '1 complaint' : `${complaints.length} complaints`;
  console.error(`${count} about ${basename(contract)}; nothing was generated`);
  return false;
}

function check({ contract, out }: Settings): boolean {
  const generation = generate(contract);
  if (!report(contract, generation)) return false;
  const differences = compareOutput(out, generation.files);
  for (const { file, detail } of differences) console.error(`${out}/${file} ${detail}`);
  if (differences.length > 0) console.error('Run "make generate" and commit the result.');
  else console.log(`${generation.files.size} generated files are current`);
  return differences.length === 0;
}

function watchContract(settings: Settings, began: number): void {
  const since = Date.now();
  const { sources } = write(settings, began);
  const stop = watchFiles(sources, since, () => {
    stop();
    watchContract(settings, performance.now());
  });
}

function main(): void {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      contract: { type: 'string', default: 'api.raml' },
      out: { type: 'string', default: 'generated' },
    },
  });
  if (values.help) console.log(usage);
  else if (values.check) process.exitCode = check(values) ? 0 : 1;
  else if (values.watch) watchContract(values, 0);
  else process.exitCode = write(values, 0).complaints.length === 0 ? 0 : 1;
}

main();
