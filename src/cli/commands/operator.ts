import type { Command } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { foldUsername } from '../../names/typed-text.ts';
import { addOperator, removeOperator } from '../../operators/acts.ts';
import { listOperators } from '../../operators/queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult, table } from '../output.ts';

export function addOperatorCommands(program: Command, environment: Environment): void {
  const operator = program
    .command('operator')
    .description('users who run the service on the pages at /admin');
  addCommand(operator, 'add <username>', 'make a user an operator').action(
    (username: string, options: Options) => add(environment, username, options),
  );
  addCommand(operator, 'remove <username>', 'remove the operator role at once').action(
    (username: string, options: Options) => remove(environment, username, options),
  );
  addCommand(operator, 'list', 'show all operators').action((options: Options) => show(environment, options));
}

async function add(environment: Environment, name: string, { json = false }: Options): Promise<void> {
  const username = foldUsername(name);
  await withMigratedDatabase(environment, ({ db, now }) => addOperator({ db }, systemActor(now), username));
  printResult(environment, json, { username }, `${username} is an operator.`);
}

async function remove(environment: Environment, name: string, { json = false }: Options): Promise<void> {
  const username = foldUsername(name);
  await withMigratedDatabase(environment, ({ db, now }) =>
    removeOperator({ db }, systemActor(now), username),
  );
  printResult(environment, json, { username }, `${username} is no longer an operator.`);
}

async function show(environment: Environment, { json = false }: Options): Promise<void> {
  const operators = await withMigratedDatabase(environment, ({ db }) => listOperators(db));
  const rows = operators.map(({ username, addedAt }) => [username, addedAt.toISOString().slice(0, 10)]);
  const records = operators.map(({ username, addedAt }) => ({ username, added_at: addedAt.toISOString() }));
  printResult(environment, json, records, table(['USERNAME', 'SINCE'], rows));
}
