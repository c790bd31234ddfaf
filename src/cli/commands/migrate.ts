import type { Command } from 'commander';
import { type MigrationStatus, migrateToLatest, migrationStatus } from '../../db/migrate.ts';
import { leaf, type Options } from '../leaf.ts';
import { printResult } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { withDatabase } from '../workplace.ts';

interface MigrateOptions extends Options {
  readonly status?: boolean;
}

export function addMigrateCommand(program: Command, surroundings: Surroundings): void {
  leaf(program, 'migrate', 'bring the database schema up to date (the server does so when it starts)')
    .option('--status', 'only show what was run and what is to be run')
    .action(({ json = false, status = false }: MigrateOptions) =>
      status ? showStatus(surroundings, json) : migrate(surroundings, json),
    );
}

async function migrate(surroundings: Surroundings, json: boolean): Promise<void> {
  const applied = await withDatabase(surroundings, migrateToLatest);
  const text = applied.length === 0 ? 'The schema is up to date.' : `Run:\n${indented(applied)}`;
  printResult(surroundings, json, { applied }, text);
}

async function showStatus(surroundings: Surroundings, json: boolean): Promise<void> {
  const status = await withDatabase(surroundings, migrationStatus);
  printResult(surroundings, json, status, describe(status));
}

function describe({ applied, pending, unknown }: MigrationStatus): string {
  const parts: [string, readonly string[]][] = [
    ['Run', applied],
    ['To be run', pending],
    ['Run by a newer program', unknown],
  ];
  const told = parts.filter(([, names]) => names.length > 0);
  return told.map(([title, names]) => `${title}:\n${indented(names)}`).join('\n');
}

function indented(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}
