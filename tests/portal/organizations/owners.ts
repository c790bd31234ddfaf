import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

/** A browser in which a user is signed in. */
export interface SignedIn {
  readonly username: string;
  readonly agent: UserAgent;
}

let made = 0;

/** A new user, signed in in a new browser. @param startOfName of the username */
export async function newPerson(app: TestApp, startOfName: string): Promise<SignedIn> {
  made += 1;
  const { username } = await newUser(app, { username: `${startOfName}${made}` });
  const agent = openUserAgent(app);
  await signInAs(app, agent, username);
  return { username, agent };
}

/** The visitors of an organization's page. */
export interface Callers {
  readonly globalid: string;
  readonly path: string;
  readonly owner: SignedIn;
  readonly member: SignedIn;
  readonly stranger: SignedIn;
}

/** A new organization with an owner and a member, and a user outside of it. */
export async function newCallers(app: TestApp): Promise<Callers> {
  const [owner, member, stranger] = [
    await newPerson(app, 'owner'),
    await newPerson(app, 'member'),
    await newPerson(app, 'stranger'),
  ];
  made += 1;
  const globalid = `shop${made}`;
  await newOrganization(app.database.db, globalid, { owner: owner.username, members: [member.username] });
  return { globalid, path: `/organizations/${globalid}`, owner, member, stranger };
}

/** Makes the last authentication of the session too old. */
export async function ageSession(app: TestApp, { username }: SignedIn): Promise<void> {
  const longAgo = new Date(app.clock.now().getTime() - 3_600_000);
  await app.database.db
    .updateTable('sessions')
    .set({ authenticated_at: longAgo, proved_at: longAgo })
    .where('username', '=', username)
    .execute();
}

export interface RefusedPost {
  readonly app: TestApp;
  readonly callers: Callers;
  /** Where the form posts to. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Whether the act needs recent authentication. */
  readonly isFresh?: boolean;
  /** False by default: only owners may post. */
  readonly mayMember?: boolean;
}

/** Posts as every caller without access; each is refused in a different way. */
export async function expectRefusals(post: RefusedPost): Promise<void> {
  const { app, callers, action, fields, isFresh = false, mayMember = false } = post;
  const { owner, member, stranger, path } = callers;
  if (!mayMember) expect([action, (await send(member, path, action, fields)).status]).toEqual([action, 403]);
  expect([action, (await send(stranger, '/organizations', action, fields)).status]).toEqual([action, 404]);
  const unknown = action.replace(path, '/organizations/nothing-here');
  expect((await send(stranger, '/organizations', unknown, fields)).status).toBe(404);
  expect((await owner.agent.postForm(action, fields)).status).toBe(403);
  expect((await openUserAgent(app).postForm(action, fields)).status).toBe(403);
  expect(await openLocation(app, action, fields)).toMatch(/^\/login\?/);
  if (!isFresh) return;
  await ageSession(app, owner);
  const away = await send(owner, path, action, fields);
  expect(away.headers.location).toMatch(/^\/login\/confirm\?to=/);
}

/** Submits a form with the CSRF token of the browser. @param page any page of the site */
export async function send(
  { agent }: SignedIn,
  page: string,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const token = tokenIn((await agent.get(page)).text);
  return agent.postForm(action, { csrf_token: token, ...fields });
}

/** The redirect for a browser with the form but without a session. */
async function openLocation(
  app: TestApp,
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const agent = openUserAgent(app);
  const token = tokenIn((await agent.get('/login')).text);
  const response = await agent.postForm(action, { csrf_token: token, ...fields });
  return response.headers.location ?? '';
}

function tokenIn(html: string): string {
  return /name="csrf_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** The names of an organization's events, in order. */
export async function eventsOf({ database: { db } }: TestApp, globalid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select('event')
    .where('globalid', '=', globalid)
    .orderBy('event_id')
    .execute();
  return rows.map(({ event }) => event);
}
