import { parseArgs } from 'node:util';
import { profileNamed, readConfig, UsageError } from './config.ts';
import { check, type Settings, watch, write } from './write.ts';

const usage = `usage: codegen [command] [options]

  (nothing)         write the generated files
  --check           write nothing; fail when a generated file is not what the contract gives
  --watch           write the generated files again whenever the contract changes
  tck FOLDER        run the RAML conformance kit

  --contract FILE   the contract (api.raml)
  --out FOLDER      where the files go (generated)
  --profile NAME    strict: the contract says everything itself; open: what is missing is filled in
  --config FILE     the configuration (codegen.config.json)`;

const options = {
  check: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  contract: { type: 'string' },
  out: { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string', default: 'codegen.config.json' },
} as const;

/** @returns the exit code; undefined while watching */
async function run(args: readonly string[]): Promise<number | undefined> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const settings = settingsOf(values);
  const [command, ...rest] = positionals;
  if (command !== undefined) return runCommand(command, rest);
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

async function runCommand(command: string, args: readonly string[]): Promise<number> {
  switch (command) {
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

/** What Node says about an option that does not exist. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!isUsageError(error)) throw error;
  const [sentence = ''] = error.message.split('. ');
  console.error(`codegen: ${sentence}\n\n${usage}`);
  process.exitCode = 2;
}
