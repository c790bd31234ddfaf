import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type App, createApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import type { Config } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { departuresFrom } from './base/profile.ts';
import { developmentKey } from './crypto/development-key.ts';
import { createSealing, type Sealing } from './crypto/sealing.ts';
import { type DatabaseHandle, openDatabase } from './db/connection.ts';
import { migrateToLatest } from './db/migrate.ts';
import { guardDemoData } from './demo/demo-guard.ts';
import { adoptSigningKeys, ensureSigningKey } from './tokens/key-rotation.ts';
import { answerBrokenRequest } from './web/broken-request.ts';
import { type ExpressMessages, expressMessages } from './web/express-messages.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: DatabaseHandle;
  readonly encryptionKeys: readonly Buffer[];
  /** Takes no new requests, lets those in flight finish (ten seconds at most), closes the database. */
  close(): Promise<void>;
}

/** Opens the database, brings its schema up to date and listens. Nothing is answered before all is ready. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  log.info(config.database.url ? {} : { dataDir: config.dataDir }, 'opening the database');
  const database = await openConfiguredDatabase(config, log);
  try {
    return await listenOn(config, log, database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The database that the settings name. */
export function openConfiguredDatabase(config: Config, log: Logger): Promise<DatabaseHandle> {
  return openDatabase({
    url: config.database.url,
    dataDir: config.dataDir,
    poolSize: config.database.poolSize,
    keepsStatements: config.database.keepsStatements,
    onConnectionLost: (error) => log.warn({ err: error }, 'idle database connection lost'),
    onStatementsLost: () => log.warn('a pooler loses kept statements: none is kept from now on'),
  });
}

/** The keys that seal secrets: configured, or in development made once and kept in the data directory. */
export async function encryptionKeysOf(config: Config): Promise<readonly Buffer[]> {
  return config.encryptionKeys.length > 0 ? config.encryptionKeys : [await developmentKey(config.dataDir)];
}

async function listenOn(config: Config, log: Logger, database: DatabaseHandle): Promise<RunningServer> {
  const encryptionKeys = await encryptionKeysOf(config);
  const applied = await migrateToLatest(database.db);
  if (applied.length > 0) log.info({ steps: applied.length }, 'database schema updated');
  log.info({ profile: config.profile, ...departuresFrom(config.profile, config) }, 'protocol profile');
  await prepareSigningKeys(config, log, database, createSealing(encryptionKeys));
  // The port may be chosen by the system, and links need it: the application is built once it is known.
  let listener: RequestListener = (_request, response) =>
    void response.writeHead(503, { 'Retry-After': '1' }).end();
  const messages = expressMessages();
  const server = await createServer(config, messages, (request, response) => listener(request, response));
  const address = await listen(server, config);
  const app = await createApp({
    config,
    encryptionKeys,
    publicUrl: config.publicUrl ?? address,
    database,
    log,
  });
  messages.adopt(app.web);
  listener = guardDemoData(config, log, app.web);
  warmUp(app, log);
  app.deliveries.start();
  app.exports.start();
  app.periodicJobs.start();
  return { url: address, database, encryptionKeys, close: () => close(server, app, database) };
}

/** The keys of the settings first, so that a new installation begins with them; in development one is made if there is none. */
async function prepareSigningKeys(
  { signingKeyFiles, mode }: Config,
  log: Logger,
  { db }: DatabaseHandle,
  sealing: Sealing,
): Promise<void> {
  const pems = await Promise.all(signingKeyFiles.map((file) => readFile(file, 'utf8')));
  const adopted = await adoptSigningKeys(db, sealing, pems, systemClock.now());
  if (adopted.length > 0) log.info({ keys: adopted }, 'signing keys imported');
  if (mode !== 'production') await ensureSigningKey(db, sealing, systemClock.now());
}

function warmUp(app: App, log: Logger): void {
  app.warmUp().catch((error: unknown) => log.error({ err: error }, 'validators could not be prepared'));
}

async function createServer(
  { listen: { tls } }: Config,
  { options }: ExpressMessages,
  listener: RequestListener,
): Promise<Server> {
  const server = tls
    ? createHttpsServer(
        { ...options, cert: await readFile(tls.certificate), key: await readFile(tls.key) },
        listener,
      )
    : createHttpServer(options, listener);
  server.on('clientError', answerBrokenRequest);
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  return server;
}

async function listen(server: Server, { listen: { host, port, tls } }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${actual}`;
}

const graceMilliseconds = 10_000;

async function close(server: Server, app: App, database: DatabaseHandle): Promise<void> {
  await closeConnections(server);
  await app.close();
  await database.close();
}

/** A connection kept alive for a next request counts as open: it is closed as soon as its request has been answered. */
async function closeConnections(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(cutOff);
}
