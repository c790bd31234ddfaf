import { strFromU8, unzipSync } from 'fflate';
import type { Response } from 'supertest';
import request from 'supertest';
import type { TestApp } from '../../support/app.ts';
import { formsOf, type UserAgent } from '../../support/user-agent.ts';

export const dataPath = '/account/data';
export const exportPath = '/account/data/export';
export const filePath = '/account/data/download';

/** Requests an export of the user's data on the page. */
export async function requestExport(agent: UserAgent): Promise<Response> {
  return agent.submit(await agent.get(dataPath), {}, exportPath);
}

/** Requests an export, and waits until it is ready and the mail is sent. */
export async function exportAndWait(app: TestApp, agent: UserAgent): Promise<void> {
  await requestExport(agent);
  await app.exports.settled();
  await app.deliveries.settled();
}

/**
 * Downloads the archive with the values of its form, or of another form on the page if it has none. The body of the
 * response is binary.
 */
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

/** The files of an archive as text, by name. */
export function filesIn({ body }: Response): Readonly<Record<string, string>> {
  const files = Object.entries(unzipSync(new Uint8Array(body)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes, /^avatars/.test(name))]));
}

export async function eventsOf(app: TestApp, username: string): Promise<string[]> {
  const events = app.database.db.selectFrom('audit_events').select('event').where('username', '=', username);
  const rows = await events.where('event', 'like', 'account.export%').orderBy('event_id').execute();
  return rows.map(({ event }) => event);
}

/** The stored exports: of one account, and in all. */
export async function exportRows({ database: { db } }: TestApp, username: string) {
  const row = db.selectFrom('account_exports').selectAll().where('username', '=', username);
  const parts = db.selectFrom('account_export_parts').select(['archive_id', 'position']);
  return {
    row: await row.executeTakeFirst(),
    parts: await parts.where('username', '=', username).orderBy('position').execute(),
  };
}
