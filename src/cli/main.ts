import { Command, CommanderError } from 'commander';
import { packageVersion } from '../version.ts';
import { addApiKeyCommands } from './commands/apikey.ts';
import { addConfigCommand } from './commands/config.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addOrgCommands } from './commands/org.ts';
import { addServeCommand } from './commands/serve.ts';
import { addUserCommands } from './commands/user.ts';
import { printProblem } from './output.ts';
import { type Problem, problemOf } from './problem.ts';

const settingsHint = `
Settings come from the environment: "iyo config" shows them, docs/settings.md explains them.
Every command takes --json for programs: the result goes to stdout, a problem to stderr (exit code 1).`;

/** Runs one command line. A problem is printed and becomes exit code 1. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    process.exitCode = 1;
    // Help that commander shows because a word is missing is on stderr already.
    if (!isHelp(error)) printProblem(argv.includes('--json'), toProblem(error));
  }
}

function createProgram(): Command {
  const program = new Command('iyo')
    .description('An identity server for people and organizations.')
    .version(packageVersion)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', settingsHint);
  addServeCommand(program);
  addMigrateCommand(program);
  addUserCommands(program);
  addOrgCommands(program);
  addApiKeyCommands(program);
  addKeysCommands(program);
  addConfigCommand(program);
  return program;
}

function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code === 'commander.help';
}

function toProblem(error: unknown): Problem {
  if (!(error instanceof CommanderError)) return problemOf(error);
  return { code: 'usage', message: error.message.replace(/^error: /, '') };
}
