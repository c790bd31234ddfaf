import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.ts';
import type { TestUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';

/** A browser in which the password was entered, and nothing more. */
export async function afterPassword(
  app: TestApp,
  { username, password }: Pick<TestUser, 'username' | 'password'>,
  query = '',
): Promise<UserAgent> {
  const agent = openUserAgent(app);
  const answer = await agent.postJson(`/login${query}`, { login: username, password });
  if (answer.status !== 204) throw new Error(`password step answered ${answer.status} ${answer.text}`);
  return agent;
}

/** The code and the link of the newest text message. */
export function lastText(app: TestApp): { code: string; link: string; to: string } {
  const text = app.senders.texts.at(-1);
  const code = /code (\d{6})/.exec(text?.text ?? '')?.[1] ?? '';
  const link = /https?:\/\/\S+/.exec(text?.text ?? '')?.[0] ?? '';
  return { code, link: link.replace(/^https?:\/\/[^/]+/, ''), to: text?.to ?? '' };
}

/** Another six digits. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** Signs someone in by a text message to the number labelled `main`. */
export async function signInByText(app: TestApp, agent: UserAgent): Promise<Response> {
  await agent.postJson('/login/smscode/main', { langkey: 'en' });
  return agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
}

/** Signs someone in with password and text message. */
export async function signedIn(
  app: TestApp,
  user: Pick<TestUser, 'username' | 'password'>,
  query = '',
): Promise<UserAgent> {
  const agent = await afterPassword(app, user, query);
  const answer = await signInByText(app, agent);
  if (answer.status !== 200) throw new Error(`text step answered ${answer.status} ${answer.text}`);
  return agent;
}

/** What kinds of sessions a user has. */
export async function purposesOf({ database: { db } }: TestApp, username: string): Promise<string[]> {
  const rows = await db.selectFrom('sessions').select('purpose').where('username', '=', username).execute();
  return rows.map(({ purpose }) => purpose).sort();
}
