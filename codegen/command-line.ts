import { readFileSync } from 'node:fs';
import { type Config, ConfigurationError, profileNamed, readConfigs, UsageError } from './config.ts';
import type { ProbeOptions } from './probe/probe.ts';
import { type Command, readCommandLine, usage, type Values } from './usage.ts';
import { check, type Settings, write } from './write.ts';

/**
 * Runs the command given by the arguments.
 * @returns the exit code; undefined while watching
 * @throws Error with the reason why the command failed
 */
export function main(args: readonly string[]): Promise<number | undefined> {
  return run(args).catch(explainUsage);
}

async function run(args: readonly string[]): Promise<number | undefined> {
  const { command, positionals, values } = readCommandLine(args);
  if (values.help) return say(usage);
  if (values.version) return say(ownVersion());
  const all = settingsOf(values);
  const [settings] = all;
  switch (command) {
    case 'diff':
      return compare(settings, positionals, values.format ?? 'text');
    case 'generate':
      return generateAll(all, values);
    default:
      return runCommand(command, positionals, settings, values);
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function ownVersion(): string {
  return JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version;
}

async function generateAll(
  all: readonly Settings[],
  { check: onlyCheck, watch }: Values,
): Promise<number | undefined> {
  if (!watch) return Math.max(...all.map(onlyCheck ? check : write));
  const { watchContract } = await import('./watch-contract.ts');
  return void all.forEach(watchContract);
}

/**
 * The command line overrides the configuration. `--contract` selects one of several configured contracts; any other
 * contract is written with the configuration of the first.
 */
function settingsOf(values: Values): readonly [Settings, ...Settings[]] {
  const configs = readConfigs(values.config);
  const { contract, out, profile } = values;
  if (contract === undefined && out === undefined) {
    const [first, ...others] = configs;
    return [withProfile(first, profile), ...others.map((config) => withProfile(config, profile))];
  }
  const config = configs.find((one) => one.contract === contract) ?? configs[0];
  const chosen = { ...config, contract: contract ?? config.contract, out: out ?? config.out };
  return [withProfile(chosen, profile)];
}

function withProfile(config: Config, profile: string | undefined): Settings {
  if (profile === undefined) return config;
  return { ...config, profile: { ...profileNamed(profile, '--profile'), names: config.profile.names } };
}

async function runCommand(
  command: Exclude<Command, 'generate' | 'diff'>,
  [folder]: readonly string[],
  settings: Settings,
  values: Values,
): Promise<number | undefined> {
  switch (command) {
    case 'init': {
      const { runInit } = await import('./init/run.ts');
      return runInit(settings.contract, folder ?? '.', profileNamed(values.profile ?? 'open', '--profile'));
    }
    case 'mock': {
      const { runMock } = await import('./mock/run.ts');
      return runMock(settings, numberOf(values.port ?? '8081', '--port', 65_535));
    }
    case 'probe': {
      const { runProbe } = await import('./probe/run.ts');
      return runProbe(settings, probeOptions(values));
    }
    case 'tck': {
      if (folder === undefined) throw new UsageError('tck needs the folder of the conformance kit');
      const { runTck } = await import('./tck/run.ts').catch(explainMissing);
      return (await runTck(folder)) ? 0 : 1;
    }
  }
}

/** Only the conformance kit needs these packages. */
function explainMissing(error: unknown): never {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  throw isMissing ? new Error('tck runs in the repository of codegen only') : error;
}

function probeOptions({ methods = 'get', runs = '10', seed = '1', token, url }: Values): ProbeOptions {
  if (url === undefined) throw new UsageError('probe needs --url');
  if (!/^https?:\/\/[^/]/.test(url)) throw new UsageError('--url must begin with http:// or https://');
  return {
    baseUrl: url.replace(/\/+$/, ''),
    token,
    runs: numberOf(runs, '--runs'),
    methods: methods.toLowerCase().split(','),
    seed: numberOf(seed, '--seed'),
  };
}

async function compare(settings: Settings, contracts: readonly string[], format: string): Promise<number> {
  const [old, now, ...more] = contracts;
  if (old === undefined || now === undefined || more.length > 0) {
    throw new UsageError('--diff needs two contracts, the old one first');
  }
  if (format !== 'text' && format !== 'markdown' && format !== 'json') {
    throw new UsageError(`unknown format "${format}"; there are text, markdown and json`);
  }
  const { runDiff } = await import('./diff/run.ts');
  return runDiff(settings, old, now, format);
}

function numberOf(text: string, option: string, most = 999_999_999): number {
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new UsageError(`${option} must be a number from 0 to ${most}`);
}

/** Whether Node reports an option that does not exist. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** Prints what is wrong with the command line, and how it is used. @returns the exit code @throws any other error */
function explainUsage(error: unknown): number {
  if (!isUsageError(error)) throw error;
  const [sentence = ''] = error.message.split('. ');
  console.error(
    error instanceof ConfigurationError ? `codegen: ${sentence}` : `codegen: ${sentence}\n\n${usage}`,
  );
  return 2;
}
