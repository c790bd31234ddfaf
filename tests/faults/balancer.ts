import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/throw-away-postgres.ts';
import { newFolder, type Postgres } from './postgres.ts';
import { startProgram } from './processes.ts';
import { findPrograms } from './programs.ts';
import type { Server } from './servers.ts';

const defaults = `
defaults
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  retries 0
`;

/** HAProxy in front of servers: requests `/readyz` every two seconds, and never retries. @returns its address */
export async function balanceServers(servers: readonly Server[]): Promise<string> {
  const port = await freePort();
  const lines = servers.map(({ port: own }, index) => `  server server-${index + 1} 127.0.0.1:${own}`);
  startHaproxy(`${defaults}
listen servers
  mode http
  bind 127.0.0.1:${port}
  balance roundrobin
  option httpchk GET /readyz
  stats enable
  stats uri ${statistics}
  default-server check inter 2s fall 1 rise 1
${lines.join('\n')}
`);
  return `http://127.0.0.1:${port}`;
}

const statistics = '/haproxy-statistics';

/** @returns how many servers the load balancer at this address considers up; 0 while it starts */
export async function countServersUp(address: string): Promise<number> {
  const response = await fetch(`${address}${statistics};csv`).catch(() => undefined);
  if (!response) return 0;
  const [names = '', ...rows] = (await response.text()).split('\n');
  const status = names.split(',').indexOf('status');
  return rows.filter((row) => /^servers,server-/.test(row) && row.split(',')[status] === 'UP').length;
}

/**
 * HAProxy in front of a primary and its standby: connects to the one that is not a standby, and breaks connections to
 * one that does not respond. @returns the URL of the database
 */
export async function followPrimary(all: readonly Postgres[]): Promise<string> {
  const port = await freePort();
  const lines = all.map(({ port: own }, index) => `  server postgres-${index + 1} 127.0.0.1:${own}`);
  startHaproxy(`${defaults}
listen primary
  mode tcp
  bind 127.0.0.1:${port}
  timeout client 1h
  timeout server 1h
  option tcp-check
  tcp-check connect
  tcp-check send-binary ${startupMessage}
  tcp-check send-binary ${question}
  tcp-check expect binary ${answerNo}
  default-server check inter 1s fall 1 rise 1 on-marked-down shutdown-sessions
${lines.join('\n')}
`);
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

/** The startup message of PostgreSQL's protocol (documentation, chapter 55.7): length, version 3.0, parameters. */
const startupMessage = message('', '00030000', 'user\0postgres\0database\0postgres\0\0');
const question = message('Q', '', 'select pg_is_in_recovery()\0');
/** A data row with one column of one byte: `f`. */
const answerNo = message('D', '000100000001', 'f');

function message(type: string, start: string, text: string): string {
  const body = Buffer.concat([Buffer.from(start, 'hex'), Buffer.from(text)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]).toString('hex');
}

function startHaproxy(text: string): void {
  const file = join(newFolder('haproxy'), 'haproxy.cfg');
  writeFileSync(file, text);
  startProgram(findPrograms().haproxy, ['-db', '-f', file]);
}
