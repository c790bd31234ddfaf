import { expect } from '@jest/globals';
import { type TestApp, testUrl } from '../../support/app.ts';
import { openUserAgent, pressLink, type UserAgent } from '../../support/user-agent.ts';

export interface Person {
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
  readonly langkey: string;
}

let people = 0;

/** Data for a registration. */
export function newPerson(settings: Partial<Person> = {}): Person {
  people += 1;
  return {
    firstname: 'Jan',
    lastname: 'Van Dam',
    email: `jan${people}@company.com`,
    phone: `+324701${String(people).padStart(5, '0')}`,
    password: 'correct horse battery',
    langkey: 'en',
    ...settings,
  };
}

/** The code in the newest SMS, extracted as programs do. */
export function codeOfText(app: TestApp): string {
  return /code (\d{6})/.exec(app.senders.texts.at(-1)?.text ?? '')?.[1] ?? '';
}

export function codeOfMail(app: TestApp): string {
  return /: (\d{6})$/m.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
}

/** Path and query of the link in the newest SMS. */
export function linkOfText(app: TestApp): string {
  return linkIn(app.senders.texts.at(-1)?.text ?? '');
}

export function linkOfMail(app: TestApp): string {
  return linkIn(app.senders.mails.at(-1)?.text ?? '');
}

function linkIn(text: string): string {
  return (/http:\/\/iyo\.test\/\S+/.exec(text)?.[0] ?? '').slice(testUrl.length);
}

/** A different code. */
export function wrong(code: string): string {
  return String((Number(code) + 1) % 1e6).padStart(6, '0');
}

export async function submit(agent: UserAgent, person: Partial<Person>, query = '') {
  return agent.postJson(`/register/validation${query}`, person);
}

/** All steps but the last, as programs perform them. */
export async function confirmBoth(app: TestApp, person: Person, query = ''): Promise<UserAgent> {
  const agent = openUserAgent(app);
  expect((await submit(agent, person, query)).status).toBe(201);
  const response = await agent.postJson('/register/smsconfirmation', { smscode: codeOfText(app) });
  expect(response.body).toEqual({ error: '', confirmed: true });
  expect((await agent.postJson('/register/resendvalidation', person)).status).toBe(200);
  expect((await pressLink(openUserAgent(app), linkOfMail(app))).status).toBe(200);
  return agent;
}

export async function usernameOf(app: TestApp, { email }: Pick<Person, 'email'>) {
  const rows = app.database.db.selectFrom('validated_email_addresses').select('username');
  return (await rows.where('email_address', '=', email).executeTakeFirst())?.username;
}

/** Counts everything that a registration creates. */
export async function countAccounts(app: TestApp) {
  const { db } = app.database;
  const tables = ['users', 'user_passwords', 'reserved_names', 'validated_email_addresses'] as const;
  const counts = tables.map(async (table) => {
    const { count } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  });
  return Promise.all(counts);
}
