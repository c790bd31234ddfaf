import { parseArgs } from 'node:util';
import { UsageError } from './config.ts';

export const usage = `usage: codegen [command] [options]

  (nothing)         write the generated files
  --check           write nothing; fail if a generated file is out of date
  --watch           rewrite the generated files whenever the contract changes
  --diff OLD NEW    list the differences between two contracts; fail if they break callers (--format)
  init [FOLDER]     create a project that serves the contract, with services to implement
  mock              run a server that responds with examples, or values generated from types (--port)
  probe             send generated requests to --url and check the responses against the contract
  tck FOLDER        run the RAML conformance kit (in the repository of codegen)

  --contract FILE   the contract (api.raml)
  --out FOLDER      the folder for the files (generated)
  --profile NAME    strict: the contract declares everything; open: what is missing is filled in;
                    lenient: as open, but unlisted scopes, wrong examples and the like are warnings
  --config FILE     the configuration (codegen.config.json)
  --format NAME     the format of the differences: text, markdown or json (text)
  --port NUMBER     the port of the mock server (8081)
  --url URL         the server to probe, without the base path of the API
  --token TOKEN     the bearer token of the probe
  --methods LIST    the methods that the probe calls (get)
  --runs NUMBER     requests per operation of the probe (10)
  --seed NUMBER     the same seed generates the same requests (1)
  --version, --help`;

const options = {
  check: { type: 'boolean' },
  watch: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  contract: { type: 'string' },
  out: { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string' },
  diff: { type: 'boolean' },
  format: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  methods: { type: 'string' },
  runs: { type: 'string' },
  seed: { type: 'string' },
} as const;

type Option = keyof typeof options;

/** The options on the command line, without defaults. */
export type Values = ReturnType<typeof parse>['values'];

/** The options of each command besides the contract, the profile and the configuration. */
const commands = {
  generate: { options: ['check', 'watch', 'out'], positionals: 0 },
  diff: { options: ['diff', 'format'], positionals: 2 },
  init: { options: [], positionals: 1 },
  mock: { options: ['port'], positionals: 0 },
  probe: { options: ['url', 'token', 'methods', 'runs', 'seed'], positionals: 0 },
  tck: { options: [], positionals: 1 },
} satisfies Record<string, { readonly options: readonly Option[]; readonly positionals: number }>;

export type Command = keyof typeof commands;

const everywhere: readonly string[] = ['contract', 'profile', 'config', 'help', 'version'];

export interface CommandLine {
  readonly command: Command;
  readonly positionals: readonly string[];
  readonly values: Values;
}

/** @throws UsageError, or the error of parseArgs, that says what is wrong with the command line */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { positionals: words, values } = parse(args);
  const [first = 'generate', ...rest] = values.diff ? ['diff', ...words] : words;
  if (first === 'help') return { command: 'generate', positionals: [], values: { help: true } };
  if (!isCommand(first)) throw new UsageError(`there is no command "${first}"`);
  refuseForeign(first, rest, values);
  if (values.check && values.watch) throw new UsageError('--check and --watch exclude each other');
  return { command: first, positionals: rest, values };
}

function refuseForeign(command: Command, words: readonly string[], values: Values): void {
  const { positionals } = commands[command];
  const known: readonly string[] = [...everywhere, ...commands[command].options];
  const foreign = Object.keys(values).find((name) => !known.includes(name));
  if (foreign !== undefined) throw new UsageError(`--${foreign} is not for "${command}"`);
  if (words.length > positionals) throw new UsageError(`"${command}" has no use for "${words[positionals]}"`);
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}
