import { openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import { openTestApp } from '../support/app.ts';
import { createTestClock } from '../support/clock.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

/** A user with a token for everything, signed in in a browser. */
export interface Person {
  readonly username: string;
  readonly token: string;
  /** Cookies of the browser, which can be sent to any address. */
  readonly cookies: ReadonlyMap<string, string>;
}

/** Stores users before any fault. */
export async function storePeople(
  where: { readonly url: string } | { readonly dataDir: string },
  usernames: readonly string[],
): Promise<Person[]> {
  const handle = await openDatabase(where);
  await migrateToLatest(handle);
  const database = {
    handle,
    db: handle.db,
    statements: () => [],
    countStatements: async () => 0,
    close: () => handle.close(),
  };
  const app = await openTestApp({}, { database, clock: createTestClock() });
  const people: Person[] = [];
  for (const username of usernames) {
    const { token } = await newUser(app, { username, email: `${username}@company.com` });
    const agent = openUserAgent(app);
    await signInAs(app, agent, username);
    people.push({ username, token, cookies: agent.cookies });
  }
  await app.close();
  await database.close();
  return people;
}

/** The user's browser, at an address where servers listen. */
export function browserOf({ cookies }: Person, address: string): UserAgent {
  const agent = openUserAgent({ web: address });
  for (const [name, value] of cookies) agent.cookies.set(name, value);
  return agent;
}
