import { createServer, type RequestListener, type Server } from 'node:http';
import nativeBcrypt from 'bcrypt';
import { type App, type AppDependencies, createApp } from '../../src/app.ts';
import { createPasswordRules } from '../../src/authentication/passwords/rules.ts';
import type { Config } from '../../src/base/config.ts';
import { createLog } from '../../src/base/log.ts';
import { readConfig } from '../../src/base/read-config.ts';
import { type Bcrypt, createPasswords } from '../../src/crypto/passwords.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import type { MailSender } from '../../src/mail/sender.ts';
import type { Deliveries } from '../../src/outbox/deliveries.ts';
import type { Outbox } from '../../src/outbox/development-outbox.ts';
import { createMessageQueue } from '../../src/outbox/message-queue.ts';
import type { ServiceDependencies } from '../../src/services.ts';
import { ensureSigningKey } from '../../src/tokens/key-rotation.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { checkResponse } from './contract-check.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { createSeenStatuses } from './seen-statuses.ts';
import { createTestSenders, type TestSenders } from './senders.ts';
import { sitePaths } from './site-paths.ts';

export const testKey = Buffer.alloc(32, 7);
export const testUrl = 'http://iyo.test';

export interface TestApp {
  /** Already listening, so that supertest does not start a server for each request. */
  readonly web: Server;
  /** For a server of the test itself. */
  readonly listener: RequestListener;
  /** The paths of pages, token service and operator's endpoints, as their routes are written. */
  readonly paths: readonly string[];
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly senders: TestSenders;
  /** TXT records returned by DNS, by name. */
  readonly txtRecords: Map<string, readonly string[]>;
  /** A response waits for the messages that it causes. For retries, advance the clock and `wake`. */
  readonly deliveries: Deliveries;
  /** Work started by a request may still be in progress. */
  readonly exports: App['exports'];
  /** Events are delivered when the test wakes it. */
  readonly webhooks: App['webhooks'];
  readonly eraseAccounts: App['eraseAccounts'];
  /** Number of passwords hashed or compared so far. */
  hashes(): number;
  /** Log lines of this application, as JSON text. */
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

export interface Outside {
  readonly publicUrl?: string;
  /** Instead of the sender that keeps mails. */
  readonly mail?: MailSender;
  /** Shown at `/dev/outbox`. */
  readonly outbox?: Outbox;
  /** Instead of bcrypt's. */
  readonly compare?: Bcrypt['compare'];
  /** Instead of bcrypt's. */
  readonly hash?: Bcrypt['hash'];
}

/**
 * The whole application on its own database, with a settable clock, and messages kept instead of sent. Each response is
 * checked against the contract.
 * @param variables settings that differ from the tests' defaults
 * @param beside another server, whose database and clock are shared
 * @param outside the public URL, and the senders of messages
 */
export async function openTestApp(
  variables: Readonly<Record<string, string>> = {},
  beside?: Pick<TestApp, 'database' | 'clock'>,
  {
    publicUrl = testUrl,
    mail,
    outbox,
    compare = nativeBcrypt.compare,
    hash = nativeBcrypt.hash,
  }: Outside = {},
): Promise<TestApp> {
  const database = beside?.database ?? (await openTestDatabase());
  const clock = beside?.clock ?? createTestClock();
  const senders = { ...createTestSenders(), ...(mail && { mail }), outbox };
  const logLines: string[] = [];
  const txtRecords = new Map<string, readonly string[]>();
  const { bcrypt, hashes } = countingBcrypt({ compare, hash });
  const seen = createSeenStatuses();
  const log = createLog({ level: 'debug', format: 'json' }, { write: (line) => void logLines.push(line) });
  await ensureSigningKey(database.db, createSealing([testKey]), clock.now());
  const settings = {
    config: testConfig(variables),
    encryptionKeys: [testKey],
    publicUrl,
    database: database.handle,
    log,
    clock,
    senders,
    bcrypt,
    resolveTxt: async (name) => txtRecords.get(name) ?? [],
    inspect(backend, route, response) {
      seen.add(route.operation, response.status);
      checkResponse(backend, route, response);
    },
  } satisfies AppDependencies;
  const app = await createApp(settings);
  const others = await createOthers(settings, app);
  const listener = withMessagesFirst(app, inTurn([app, ...others]));
  const web = await listening(listener);
  async function close(): Promise<void> {
    seen.save();
    web.close().closeAllConnections();
    for (const each of [...others, app]) await each.close();
    if (!beside) await database.close();
    empty(testApp, beside === undefined ? ['database', ...parts] : parts);
  }
  const testApp: TestApp = {
    web,
    listener,
    paths: [...Object.keys(app.endpoints), ...sitePaths(app.pages)],
    database,
    clock,
    senders,
    txtRecords,
    deliveries: app.deliveries,
    exports: app.exports,
    webhooks: app.webhooks,
    eraseAccounts: app.eraseAccounts,
    hashes,
    logLines,
    close,
  };
  return testApp;
}

const parts = ['web', 'listener', 'deliveries', 'exports', 'webhooks', 'eraseAccounts'] as const;
const closeAgain = async () => {};

/** Clears the object: a test file stays loaded until the end of the run, and with it megabytes held by its variable. */
function empty(testApp: TestApp, names: readonly (keyof TestApp)[]): void {
  for (const name of names) Reflect.deleteProperty(testApp, name);
  Object.assign(testApp, { close: closeAgain });
}

function countingBcrypt({ compare, hash }: Bcrypt): { bcrypt: Bcrypt; hashes(): number } {
  let count = 0;
  const bcrypt: Bcrypt = {
    hash(data, cost) {
      count += 1;
      return hash(data, cost);
    },
    compare(data, storedHash) {
      count += 1;
      return compare(data, storedHash);
    },
  };
  return { bcrypt, hashes: () => count };
}

/** Without a keep-alive limit, no connection closes just as a request is sent over it. */
async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 0 }, listener).unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** `TEST_WORKERS=2` simulates two workers: requests are distributed over several applications in turn. */
const workerCount = Number(process.env.TEST_WORKERS ?? '1');

/** Further applications; the first one does the background work (`src/workers/`). */
function createOthers(settings: AppDependencies, first: App): Promise<App[]> {
  const jobsElsewhere = { wake: first.wake };
  const others = Array.from({ length: workerCount - 1 }, () => createApp({ ...settings, jobsElsewhere }));
  return Promise.all(others);
}

function inTurn(apps: readonly App[]): RequestListener {
  let turn = 0;
  return (request, response) => {
    apps[turn % apps.length]?.web(request, response);
    turn += 1;
  };
}

/** Messages are sent before the response, so that tests can look at them. */
function withMessagesFirst({ deliveries }: App, web: RequestListener): RequestListener {
  return (request, response) => {
    const end = response.end.bind(response) as (...content: unknown[]) => void;
    response.end = (...content: unknown[]) => {
      void deliveries.settled().then(() => end(...content));
      return response;
    };
    web(request, response);
  };
}

/** The dependencies of services, to inspect them without an application. */
export function servicePartsOf({ db }: TestDatabase): ServiceDependencies {
  const [sealing, clock] = [createSealing([testKey]), createTestClock()];
  const log = createLog({ level: 'silent', format: 'json' });
  return {
    config: testConfig({}),
    publicUrl: testUrl,
    db,
    clock,
    sealing,
    listAlgorithms: async () => ['ES384'],
    resolveTxt: async () => [],
    webhookAddresses: { trustedOrigins: [], trustsLoopback: false },
    passwords: createPasswords({ cost: 4 }),
    passwordRules: createPasswordRules(8, async () => false),
    messages: createMessageQueue({
      sealing,
      clock,
      log,
      hourlySms: 1000,
      smsPrefixes: { allowed: [], refused: [] },
      channels: { mail: true, sms: true },
      wake: () => undefined,
    }),
    log,
  };
}

function testConfig(variables: Readonly<Record<string, string>>): Config {
  return readConfig({ NODE_ENV: 'test', IYO_BCRYPT_COST: '4', IYO_DATA_DIR: '/nonexistent', ...variables });
}
