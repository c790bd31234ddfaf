#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { profileNamed, readConfig, UsageError } from './config.ts';
import { check, type Settings, watch, write } from './write.ts';

const usage = `usage: codegen [command] [options]

  (nothing)         write the generated files
  --check           write nothing; fail when a generated file is not what the contract gives
  --watch           write the generated files again whenever the contract changes
  --diff OLD NEW    tell what differs between two contracts; fail when it breaks callers (--format)
  init [FOLDER]     make a project that serves the contract, with services to fill in
  mock              a server that answers with examples, or values made of the types (--port)
  probe             send made-up requests to --url and hold the answers against the contract
  tck FOLDER        run the RAML conformance kit

  --contract FILE   the contract (api.raml)
  --out FOLDER      where the files go (generated)
  --profile NAME    strict: the contract says everything itself; open: what is missing is filled in
  --config FILE     the configuration (codegen.config.json)
  --format NAME     of the differences: text, markdown or json (text)
  --port NUMBER     where the mock server listens (8081)
  --url URL         the server to probe, without the base path of the API
  --token TOKEN     the bearer token of the probe
  --methods LIST    what the probe calls (get)
  --runs NUMBER     requests of the probe for each operation (10)
  --seed NUMBER     the same seed makes the same requests (1)`;

const options = {
  check: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  contract: { type: 'string' },
  out: { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string', default: 'codegen.config.json' },
  diff: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
  port: { type: 'string', default: '8081' },
  url: { type: 'string' },
  token: { type: 'string' },
  methods: { type: 'string', default: 'get' },
  runs: { type: 'string', default: '10' },
  seed: { type: 'string', default: '1' },
} as const;

/** @returns the exit code; undefined while watching */
async function run(args: readonly string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const settings = settingsOf(values);
  if (values.diff) return compare(settings, positionals, values.format);
  const [command, ...rest] = positionals;
  if (command !== undefined) return runCommand(command, rest, settings, values);
  if (values.watch) return watch(settings);
  return values.check ? check(settings) : write(settings);
}

interface Values {
  readonly contract?: string | undefined;
  readonly out?: string | undefined;
  readonly profile?: string | undefined;
  readonly config: string;
}

/** What is said on the command line wins over the configuration. */
function settingsOf(values: Values): Settings {
  const config = readConfig(values.config);
  const { names } = config.profile;
  const { profile } = values;
  return {
    ...config,
    contract: values.contract ?? config.contract,
    out: values.out ?? config.out,
    profile: profile === undefined ? config.profile : { ...profileNamed(profile, '--profile'), names },
  };
}

async function runCommand(
  command: string,
  args: readonly string[],
  settings: Settings,
  values: CommandValues,
): Promise<number | undefined> {
  switch (command) {
    case 'init': {
      const { runInit } = await import('./init/run.ts');
      return runInit(settings.contract, args[0] ?? '.');
    }
    case 'mock': {
      const { runMock } = await import('./mock/run.ts');
      return runMock(settings, numberOf(values.port, '--port'));
    }
    case 'probe': {
      const { runProbe } = await import('./probe/run.ts');
      if (values.url === undefined) throw new UsageError('probe needs --url');
      return runProbe(settings, {
        baseUrl: values.url.replace(/\/+$/, ''),
        token: values.token,
        runs: numberOf(values.runs, '--runs'),
        methods: values.methods.toLowerCase().split(','),
        seed: numberOf(values.seed, '--seed'),
      });
    }
    case 'tck': {
      const [folder] = args;
      if (folder === undefined) throw new UsageError('tck needs the folder of the conformance kit');
      const { runTck } = await import('./tck/run.ts');
      return (await runTck(folder)) ? 0 : 1;
    }
    default:
      throw new UsageError(`there is no command "${command}"`);
  }
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

interface CommandValues {
  readonly port: string;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly methods: string;
  readonly runs: string;
  readonly seed: string;
}

function numberOf(text: string, option: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${option} must be a number`);
}

/** What Node says about an option that does not exist. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!isUsageError(error)) {
    console.error(`codegen: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  const [sentence = ''] = error.message.split('. ');
  console.error(`codegen: ${sentence}\n\n${usage}`);
  process.exitCode = 2;
}
