import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.ts';
import type { TestUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';

/** A browser after the first step, the password. */
export async function afterPassword(
  app: TestApp,
  { username, password }: Pick<TestUser, 'username' | 'password'>,
  query = '',
): Promise<UserAgent> {
  const agent = openUserAgent(app);
  const response = await agent.postJson(`/login${query}`, { login: username, password });
  if (response.status !== 204) throw new Error(`password step answered ${response.status} ${response.text}`);
  return agent;
}

/** Code and link of the newest SMS. */
export function lastText(app: TestApp): { code: string; link: string; to: string } {
  const text = app.senders.texts.at(-1);
  const code = /code (\d{6})/.exec(text?.text ?? '')?.[1] ?? '';
  const link = /https?:\/\/\S+/.exec(text?.text ?? '')?.[0] ?? '';
  return { code, link: link.replace(/^https?:\/\/[^/]+/, ''), to: text?.to ?? '' };
}

/** A different code of six digits. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** Completes a sign-in by SMS to the number labelled `main`. */
export async function signInByText(app: TestApp, agent: UserAgent): Promise<Response> {
  await agent.postJson('/login/smscode/main', { langkey: 'en' });
  return agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
}

/** Signs a user in with password and SMS. */
export async function signedIn(
  app: TestApp,
  user: Pick<TestUser, 'username' | 'password'>,
  query = '',
): Promise<UserAgent> {
  const agent = await afterPassword(app, user, query);
  const response = await signInByText(app, agent);
  if (response.status !== 200) throw new Error(`text step answered ${response.status} ${response.text}`);
  return agent;
}

/** The purposes of a user's sessions. */
export async function purposesOf({ database: { db } }: TestApp, username: string): Promise<string[]> {
  const rows = await db.selectFrom('sessions').select('purpose').where('username', '=', username).execute();
  return rows.map(({ purpose }) => purpose).sort();
}
