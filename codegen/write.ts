import { basename, join } from 'node:path';
import { formatComplaint } from './complaints.ts';
import type { Config } from './config.ts';
import { rememberFindings } from './findings-cache.ts';
import { type Generation, generateFrom } from './generate.ts';
import { loadContract } from './load.ts';
import type { Api } from './model.ts';
import { compareOutput, writeOutput } from './output.ts';
import { watchFiles } from './watch.ts';

export type Settings = Config;

/** Writes the generated files. @returns the exit code */
export function write(settings: Settings): number {
  const { complaints, kept } = writeOnce(settings, 0);
  return complaints.length + kept.length === 0 ? 0 : 1;
}

interface Written extends Generation {
  /** Files in the way, which were not generated. */
  readonly kept: readonly string[];
}

/** @param began milliseconds since the process began, for the printed time */
function writeOnce({ contract, out, profile, outputs }: Settings, began: number): Written {
  const generation = generateFrom(rememberFindings(loadContract(contract)), profile, outputs);
  if (!report(contract, generation)) return { ...generation, kept: [] };
  const kept = writeOutput(out, generation.files);
  for (const file of kept)
    console.error(`${out}/${file} was not generated and is left alone; move it, or choose another folder`);
  const took = Math.round(performance.now() - began);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`generated ${generation.files.size} files in ${took} ms (${megabytes} MB)`);
  return { ...generation, kept };
}

/** Reads a contract that something else than files is made of. @returns undefined when it has complaints, which are printed */
export function readApi({ contract, profile }: Settings): Api | undefined {
  const generation = generateFrom(rememberFindings(loadContract(contract)), profile, []);
  return report(contract, { ...generation, warnings: [] }) ? generation.api : undefined;
}

/** Prints what is wrong with the contract, and what was filled in. @returns whether nothing is wrong */
function report(contract: string, { complaints, warnings }: Generation): boolean {
  for (const complaint of complaints) console.error(formatComplaint(complaint));
  if (complaints.length === 0) {
    for (const warning of warnings) console.error(`${formatComplaint(warning)} (warning)`);
    return true;
  }
  const count = complaints.length === 1 ? '1 complaint' : `${complaints.length} complaints`;
  console.error(`${count} about ${basename(contract)}; nothing was generated`);
  return false;
}

/** Compares the folder with what the contract gives. @returns the exit code */
export function check({ contract, out, profile, outputs }: Settings): number {
  const generation = generateFrom(rememberFindings(loadContract(contract)), profile, outputs);
  if (!report(contract, generation)) return 1;
  const differences = compareOutput(out, generation.files);
  for (const { file, detail } of differences) console.error(`${join(out, file)} ${detail}`);
  if (differences.length > 0) console.error(`Run ${profile.command} and commit the result.`);
  else console.log(`${generation.files.size} generated files are current`);
  return differences.length === 0 ? 0 : 1;
}

/**
 * Writes the generated files, and again after each change of the contract. After a change they are written before the
 * parser validates, which takes ten times as long; its findings follow.
 */
export function watch(settings: Settings): undefined {
  follow(settings, Date.now(), writeOnce(settings, 0).sources);
}

function follow(settings: Settings, since: number, sources: readonly string[]): void {
  const stop = watchFiles(sources, since, () => {
    stop();
    const changed = Date.now();
    follow(settings, changed, writeBeforeValidating(settings));
  });
}

/** @returns the contract's files */
function writeBeforeValidating({ contract, out, profile, outputs }: Settings): readonly string[] {
  const began = performance.now();
  const loaded = rememberFindings(loadContract(contract));
  const first = generateFrom({ ...loaded, findings: () => [] }, profile, outputs);
  if (loaded.root && first.complaints.length === 0) {
    writeOutput(out, first.files);
    console.log(`generated ${first.files.size} files in ${Math.round(performance.now() - began)} ms`);
  }
  const { complaints } = generateFrom(loaded, profile, outputs);
  for (const complaint of complaints) console.error(formatComplaint(complaint));
  if (complaints.length > 0) console.error(`${complaints.length} complaints about ${basename(contract)}`);
  return loaded.files;
}
