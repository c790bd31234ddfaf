import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createPasswords } from '../../src/crypto/passwords.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { createLog } from '../../src/log.ts';
import { ensureSigningKey } from '../../src/oauth/key-ring.ts';
import type { ServiceParts } from '../../src/services.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { checkAnswer } from './contract-check.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { createSeenStatuses } from './seen-statuses.ts';
import { createTestSenders, type TestSenders } from './senders.ts';

export const testKey = Buffer.alloc(32, 7);
export const testUrl = 'http://iyo.test';

export interface TestApp {
  readonly web: Express;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly senders: TestSenders;
  /** Log lines of this application, as JSON text. */
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

/**
 * The whole application on a database of its own, with a clock to turn and messages kept instead of sent.
 * Each answer is held against the contract.
 * @param variables settings that differ from the tests' own
 */
export async function openTestApp(variables: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const database = await openTestDatabase();
  const clock = createTestClock();
  const senders = createTestSenders();
  const logLines: string[] = [];
  const seen = createSeenStatuses();
  const log = createLog({ level: 'debug', format: 'json' }, { write: (line) => void logLines.push(line) });
  await ensureSigningKey(database.db, createSealing([testKey]), clock.now());
  const { web } = await createApp({
    config: testConfig(variables),
    encryptionKeys: [testKey],
    publicUrl: testUrl,
    database: database.handle,
    log,
    clock,
    senders,
    inspect(backend, route, answer) {
      seen.add(route.operation, answer.status);
      checkAnswer(backend, route, answer);
    },
  });
  async function close(): Promise<void> {
    seen.save();
    await database.close();
  }
  return { web, database, clock, senders, logLines, close };
}

/** What services are built from, for looking at them without an application around. */
export function servicePartsOf({ db }: TestDatabase): ServiceParts {
  return {
    config: testConfig({}),
    publicUrl: testUrl,
    db,
    clock: createTestClock(),
    sealing: createSealing([testKey]),
    passwords: createPasswords({ cost: 4 }),
    senders: createTestSenders(),
    log: createLog({ level: 'silent', format: 'json' }),
  };
}

function testConfig(variables: Readonly<Record<string, string>>): Config {
  return readConfig({ NODE_ENV: 'test', IYO_BCRYPT_COST: '4', IYO_DATA_DIR: '/nonexistent', ...variables });
}
