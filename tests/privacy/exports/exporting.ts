import { strFromU8, unzipSync } from 'fflate';
import type { Response } from 'supertest';
import request from 'supertest';
import type { TestApp } from '../../support/app.ts';
import { formsOf, type UserAgent } from '../../support/user-agent.ts';

export const dataPath = '/account/data';
export const exportPath = '/account/data/export';
export const filePath = '/account/data/download';

/** Asks on the page for an export of the user's data. */
export async function ask(agent: UserAgent): Promise<Response> {
  return agent.submit(await agent.get(dataPath), {}, exportPath);
}

/** The same, and waits until they are ready and the mail is sent. */
export async function askAndWait(app: TestApp, agent: UserAgent): Promise<void> {
  await ask(agent);
  await app.exports.settled();
  await app.deliveries.settled();
}

/** Presses the button of a page, or of one that has any form when it has none; files need to be read as bytes. */
export function download(app: TestApp, agent: UserAgent, page: Response): Promise<Response> {
  const forms = formsOf(page.text);
  const { values } = forms.find(({ action }) => action === filePath) ?? forms[0] ?? { values: {} };
  const cookies = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return request(app.web)
    .post(filePath)
    .set({ Accept: 'text/html', Cookie: cookies })
    .type('form')
    .send(values)
    .responseType('blob');
}

/** The files of an archive as text, by their names. */
export function filesIn({ body }: Response): Readonly<Record<string, string>> {
  const files = Object.entries(unzipSync(new Uint8Array(body)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes, /^avatars/.test(name))]));
}

export async function eventsOf(app: TestApp, username: string): Promise<string[]> {
  const events = app.database.db.selectFrom('audit_events').select('event').where('username', '=', username);
  const rows = await events.where('event', 'like', 'account.export%').orderBy('event_id').execute();
  return rows.map(({ event }) => event);
}

/** What is stored of exports: of one account, and in all. */
export async function exportRows({ database: { db } }: TestApp, username: string) {
  const row = db.selectFrom('account_exports').selectAll().where('username', '=', username);
  const parts = db.selectFrom('account_export_parts').select(['archive_id', 'position']);
  return {
    row: await row.executeTakeFirst(),
    parts: await parts.where('username', '=', username).orderBy('position').execute(),
  };
}
