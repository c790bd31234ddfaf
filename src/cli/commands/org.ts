import type { Command } from 'commander';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { rootGlobalid, subGlobalid } from '../../organizations/globalid.ts';
import { insertOrganization } from '../../organizations/queries.ts';
import { findUser } from '../../users/queries.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';
import { CliProblem } from '../problem.ts';

interface CreateOptions extends Options {
  readonly owner?: string;
}

export function addOrgCommands(program: Command, environment: Environment): void {
  const org = program.command('org').description('organizations');
  addCommand(
    org,
    'create <globalid>',
    'create an organization; "petshop.finance" is a sub-organization of "petshop"',
  )
    .option('--owner <username>', 'the user who owns it; required except for sub-organizations')
    .action((globalid: string, options: CreateOptions) => createOrganization(environment, globalid, options));
}

async function createOrganization(
  environment: Environment,
  given: string,
  { json = false, owner }: CreateOptions,
): Promise<void> {
  const globalid = validGlobalid(given, owner);
  await withMigratedDatabase(environment, async ({ db, now }) => {
    if (owner !== undefined && !(await findUser(db, owner))) throw new NotFound('user_not_found');
    await inTransaction(db, (trx) => insertOrganization(trx, { globalid, owner, createdAt: now }));
  });
  const owned = owner === undefined ? '' : `, owned by ${owner}`;
  printResult(
    environment,
    json,
    { globalid, owner: owner ?? null },
    `Created the organization ${globalid}${owned}.`,
  );
}

function validGlobalid(given: string, owner: string | undefined): string {
  const parent = given.slice(0, Math.max(0, given.lastIndexOf('.')));
  if (parent !== '') return subGlobalid(parent, given);
  if (owner === undefined) throw new CliProblem('usage', 'a top-level organization needs --owner <username>');
  return rootGlobalid(given);
}
