import type { Command } from 'commander';
import { type MigrationStatus, migrateToLatest, migrationStatus } from '../../db/migrate.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';

interface MigrateOptions extends Options {
  readonly status?: boolean;
}

export function addMigrateCommand(program: Command, environment: Environment): void {
  addCommand(program, 'migrate', 'bring the database schema up to date (the server does so when it starts)')
    .option('--status', 'only show which migrations have run and which are pending')
    .action(({ json = false, status = false }: MigrateOptions) =>
      status ? showStatus(environment, json) : migrate(environment, json),
    );
}

async function migrate(environment: Environment, json: boolean): Promise<void> {
  const applied = await withDatabase(environment, migrateToLatest);
  const text = applied.length === 0 ? 'The schema is up to date.' : `Run:\n${indented(applied)}`;
  printResult(environment, json, { applied }, text);
}

async function showStatus(environment: Environment, json: boolean): Promise<void> {
  const status = await withDatabase(environment, ({ db }) => migrationStatus(db));
  printResult(environment, json, status, describe(status));
}

function describe({ applied, pending, unknown }: MigrationStatus): string {
  const parts: [string, readonly string[]][] = [
    ['Run', applied],
    ['Pending', pending],
    ['Run by a newer version', unknown],
  ];
  const shown = parts.filter(([, names]) => names.length > 0);
  return shown.map(([title, names]) => `${title}:\n${indented(names)}`).join('\n');
}

function indented(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}
