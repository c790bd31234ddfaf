import { basename, join } from 'node:path';
import type { Config } from './config.ts';
import { count } from './count.ts';
import { formatDiagnostic } from './diagnostics.ts';
import { rememberFindings } from './findings-cache.ts';
import { type Generation, generateFrom } from './generate.ts';
import { type LoadedContract, loadContract } from './load.ts';
import type { Api } from './model.ts';
import { compareOutput, writeOutput } from './output.ts';
import type { Share } from './reuse.ts';

export type Settings = Config;

/** Writes the generated files. @returns the exit code */
export function write(settings: Settings): number {
  const loaded = rememberFindings(loadContract(settings.contract));
  const { diagnostics, kept } = writeOnce(settings, loaded, 0);
  return diagnostics.length + kept.length === 0 ? 0 : 1;
}

interface Written extends Generation {
  /** Files in the way that were not generated. */
  readonly kept: readonly string[];
}

/** @param began milliseconds since the process began, for the printed time */
export function writeOnce(
  { contract, out, profile, outputs }: Settings,
  loaded: LoadedContract,
  began: number,
  share?: Share,
): Written {
  const generation = generateFrom(loaded, profile, outputs, share);
  if (!report(contract, generation)) return { ...generation, kept: [] };
  const kept = writeOutput(out, generation.files);
  for (const file of kept)
    console.error(`${out}/${file} was not generated and is left alone; move it, or choose another folder`);
  const took = Math.round(performance.now() - began);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`generated ${count(generation.files.size, 'file')} in ${took} ms (${megabytes} MB)`);
  return { ...generation, kept };
}

/**
 * Reads a contract for something other than generated files. @returns undefined when it has errors, which are
 * printed
 */
export function readApi({ contract, profile }: Settings): Api | undefined {
  const generation = generateFrom(rememberFindings(loadContract(contract)), profile, []);
  return report(contract, { ...generation, warnings: [] }) ? generation.api : undefined;
}

type Reported = Pick<Generation, 'diagnostics' | 'warnings' | 'tolerable'>;

/** Prints the diagnostics and warnings about the contract. @returns whether there are no diagnostics */
export function report(contract: string, { diagnostics, warnings, tolerable }: Reported): boolean {
  for (const diagnostic of diagnostics) console.error(formatDiagnostic(diagnostic));
  if (diagnostics.length === 0) {
    for (const warning of warnings) console.error(`${formatDiagnostic(warning)} (warning)`);
    return true;
  }
  console.error(`${count(diagnostics.length, 'error')} in ${basename(contract)}; nothing was generated`);
  if (tolerable > 0) console.error(`--profile lenient reduces ${tolerable} of them to warnings`);
  return false;
}

/** Compares the folder with the generated files. @returns the exit code */
export function check({ contract, out, profile, outputs }: Settings): number {
  const generation = generateFrom(rememberFindings(loadContract(contract)), profile, outputs);
  if (!report(contract, generation)) return 1;
  const differences = compareOutput(out, generation.files);
  for (const { file, detail } of differences) console.error(`${join(out, file)} ${detail}`);
  if (differences.length > 0) console.error(`Run ${profile.command} and commit the result.`);
  else console.log(`${generation.files.size} generated files are current`);
  return differences.length === 0 ? 0 : 1;
}
