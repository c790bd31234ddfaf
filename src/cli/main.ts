import { Command, CommanderError } from 'commander';
import { packageVersion } from '../base/version.ts';
import { addApiKeyCommands } from './commands/apikey.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addLimitsCommands } from './commands/limits.ts';
import { addMessagesCommands } from './commands/messages.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addOperatorCommands } from './commands/operator.ts';
import { addOrgCommands } from './commands/org.ts';
import { addRegistrationCommands } from './commands/registration.ts';
import { addServeCommand } from './commands/serve.ts';
import { addUserCommands } from './commands/user.ts';
import { addWebhookCommands } from './commands/webhook.ts';
import { type Environment, processEnvironment } from './environment.ts';
import { printProblem } from './output.ts';
import { type Problem, problemOf } from './problem.ts';

const settingsHint = `
Settings come from the environment: "iyo config" shows them, docs/settings.md explains them.
Every command takes --json for programs: the result goes to stdout, a problem to stderr (exit code 1).`;

/**
 * Runs one command line. `serve` returns as soon as the server is ready.
 * @param words without the names of Node and of the program
 * @returns the exit code: 0, or 1 when a problem was printed
 */
export async function main(
  words: readonly string[],
  environment: Environment = processEnvironment(),
): Promise<number> {
  try {
    await createProgram(environment).parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    // When an argument is missing, commander has already written its help to stderr.
    if (!isHelp(error)) printProblem(environment, words.includes('--json'), toProblem(error));
    return 1;
  }
}

function createProgram(environment: Environment): Command {
  const { stdout, stderr } = environment;
  const program = new Command('iyo')
    .description('An identity server for people and organizations.')
    .version(packageVersion)
    // Otherwise an argument that starts with -V would count as the option for the version.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: () => {},
    })
    .addHelpText('after', settingsHint);
  addServeCommand(program, environment);
  addMigrateCommand(program, environment);
  addUserCommands(program, environment);
  addRegistrationCommands(program, environment);
  addWebhookCommands(program, environment);
  addOperatorCommands(program, environment);
  addOrgCommands(program, environment);
  addApiKeyCommands(program, environment);
  addKeysCommands(program, environment);
  addDoctorCommand(program, environment);
  addAuditCommand(program, environment);
  addMessagesCommands(program, environment);
  addLimitsCommands(program, environment);
  addConfigCommand(program, environment);
  return program;
}

function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code === 'commander.help';
}

function toProblem(error: unknown): Problem {
  if (!(error instanceof CommanderError)) return problemOf(error);
  return { code: 'usage', message: error.message.replace(/^error: /, '') };
}
