import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findServerUser, freePort } from '../support/throw-away-postgres.ts';
import { giveToServer, newFolder, type Postgres } from './postgres.ts';
import { type RunningProgram, startProgram, until } from './processes.ts';
import { findPrograms } from './programs.ts';

/** pgbouncer in transaction mode: each transaction may run in a different session. */
export interface Pooler {
  /** URL of the database, through the pooler. */
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function startPgbouncer(postgres: Postgres): Promise<Pooler> {
  const [port, folder] = [await freePort(), newFolder('pgbouncer')];
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, settings(port, postgres.port));
  giveToServer(folder);
  let run: RunningProgram;
  const pooler = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async kill() {
      run.signal('SIGKILL');
      await run.ended;
    },
    async start() {
      run = startProgram(findPrograms().pgbouncer, [file], { user: findServerUser(), folder });
      await until('pgbouncer listens', () => run.output().includes('process up'));
    },
  };
  await pooler.start();
  return pooler;
}

function settings(port: number, postgresPort: number): string {
  return `
[databases]
postgres = host=127.0.0.1 port=${postgresPort} user=postgres

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
`;
}
