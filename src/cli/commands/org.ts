import type { Command } from 'commander';
import { systemActor } from '../../base/actor.ts';
import { deleteOrganizationOf } from '../../operators/organizations/acts.ts';
import { createOrganization } from '../../organizations/acts.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';
import { accountDependenciesOf } from './user-access.ts';

interface CreateOptions extends Options {
  readonly owner?: string;
}

export function addOrgCommands(program: Command, environment: Environment): void {
  const org = program.command('org').description('organizations');
  addCommand(
    org,
    'create <globalid>',
    'create an organization; "petshop.finance" is a suborganization of "petshop"',
  )
    .option('--owner <username>', 'the user who owns it; required except for suborganizations')
    .action((globalid: string, options: CreateOptions) => create(environment, globalid, options));
  addCommand(
    org,
    'delete <globalid>',
    'delete an organization with its suborganizations and mail the owners; this cannot be undone',
  ).action((globalid: string, options: Options) => remove(environment, globalid, options));
}

async function create(
  environment: Environment,
  given: string,
  { json = false, owner }: CreateOptions,
): Promise<void> {
  const parent = given.slice(0, Math.max(0, given.lastIndexOf('.'))) || undefined;
  if (parent === undefined && owner === undefined)
    throw new CliProblem('usage', 'a top-level organization needs --owner <username>');
  const content = { globalid: given, ...(parent !== undefined && { parent }), owner };
  const globalid = await withMigratedDatabase(environment, ({ db, now }) =>
    createOrganization({ db }, systemActor(now), content),
  );
  const owned = owner === undefined ? '' : `, owned by ${owner}`;
  const created = { globalid, owner: owner ?? null };
  printResult(environment, json, created, `Created the organization ${globalid}${owned}.`);
}

async function remove(environment: Environment, globalid: string, { json = false }: Options): Promise<void> {
  await withMigratedDatabase(environment, (context) =>
    deleteOrganizationOf(accountDependenciesOf(context), systemActor(context.now), globalid),
  );
  printResult(
    environment,
    json,
    { globalid },
    `Deleted the organization ${globalid} and its suborganizations.`,
  );
}
