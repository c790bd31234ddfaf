import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findBinaries } from '../support/throw-away-postgres.ts';

/** Programs of other projects that the tests use. */
export interface Programs {
  /** The folder of `postgres`, `initdb` and `pg_basebackup`. */
  readonly postgres: string;
  readonly haproxy: string;
  readonly pgbouncer: string;
}

/** @throws Error naming each missing program and its package */
export function findPrograms(): Programs {
  const found = {
    postgres: findBinaries(['pg_basebackup']),
    haproxy: findProgram('haproxy'),
    pgbouncer: findProgram('pgbouncer'),
  };
  const { postgres, haproxy, pgbouncer } = found;
  if (postgres && haproxy && pgbouncer) return { postgres, haproxy, pgbouncer };
  const missing = packages.filter(([program]) => found[program] === undefined).map(([, name]) => name);
  throw new Error(
    `the tests of faults need programs that are not here: apt-get install ${missing.join(' ')}`,
  );
}

const packages = [
  ['postgres', 'postgresql'],
  ['haproxy', 'haproxy'],
  ['pgbouncer', 'pgbouncer'],
] as const;

/** Debian keeps programs of services off the users' PATH. */
function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
