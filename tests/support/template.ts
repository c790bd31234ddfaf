import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase } from '../../src/db/connection.ts';

/**
 * A database of which every test file gets a copy: created once by the global setup, passed on through the environment.
 */
export type Template =
  | { readonly kind: 'embedded'; readonly imagePath: string }
  | { readonly kind: 'postgres'; readonly serverUrl: string; readonly name: string };

const variable = 'IYO_TEST_TEMPLATE';

export function putTemplateIntoEnvironment(template: Template): void {
  process.env[variable] = JSON.stringify(template);
}

/** @throws Error outside of a jest run */
export function templateFromEnvironment(): Template {
  const text = process.env[variable];
  if (text === undefined) throw new Error('the test database is made by the global set-up of jest');
  return JSON.parse(text);
}

/** A unique name, so that several runs can share one server. */
export function uniqueDatabaseName(purpose: string): string {
  return `iyo_${purpose}_${process.pid}_${randomBytes(4).toString('hex')}`;
}

/** @returns the URL of a new, empty database on the server */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  await onServer(serverUrl, sql`create database ${sql.id(name)}`);
  return addressOf(serverUrl, name);
}

/** @returns the URL of a new copy of the template */
export async function copyTemplate(template: Extract<Template, { kind: 'postgres' }>): Promise<string> {
  const name = uniqueDatabaseName('test');
  const copy = sql`create database ${sql.id(name)} template ${sql.id(template.name)} strategy file_copy`;
  await onServer(template.serverUrl, copy);
  return addressOf(template.serverUrl, name);
}

/** @param database its URL or name */
export async function dropDatabase(serverUrl: string, database: string): Promise<void> {
  const name = database.includes('://') ? new URL(database).pathname.slice(1) : database;
  await onServer(serverUrl, sql`drop database if exists ${sql.id(name)} with (force)`);
}

async function onServer(serverUrl: string, statement: ReturnType<typeof sql>): Promise<void> {
  const server = await openDatabase({ url: serverUrl, poolSize: 1 });
  try {
    await statement.execute(server.db);
  } finally {
    await server.close();
  }
}

function addressOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
