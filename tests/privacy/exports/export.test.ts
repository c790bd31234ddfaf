import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { press } from '../../portal/account/pressing.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import {
  dataPath,
  download,
  eventsOf,
  exportAndWait,
  exportPath,
  exportRows,
  filePath,
  filesIn,
  requestExport,
} from './exporting.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;
let email: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  email = `bob${people}@company.com`;
  bob = await newUser(app, { email, phone: newNumber() });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const hour = 3600;
const rows = () => exportRows(app, bob.username);
const events = () => eventsOf(app, bob.username);
const mailsTo = (address: string) => app.senders.mails.filter(({ to }) => to.includes(address));
const finished = async () => (await agent.get(`${exportPath}/finished`)).body;
const signInAnew = () => signInAs(app, agent, bob.username);

/** Another server has claimed the export and is slow. */
async function requestAndHold(): Promise<void> {
  const claimed_until = new Date(app.clock.now().getTime() + 365 * 86_400_000);
  const times = { requested_at: app.clock.now(), available_at: app.clock.now(), claimed_until };
  const row = { username: bob.username, archive_id: `held-${bob.username}`, language: 'en', ...times };
  await app.database.db.insertInto('account_exports').values(row).execute();
}

describe('asking for a copy of the data', () => {
  // promise: export
  test('creates the archive, sends a mail, and offers the download on the page', async () => {
    const response = await requestExport(agent);
    expect(response.headers.location).toBe('/account/data?waiting=1');
    await app.exports.settled();
    await app.deliveries.settled();
    const page = await agent.get(dataPath);
    expect(page.text).toMatch(/Your file is ready \([\d.]+ kB\)\. You can download it until .* UTC/);
    expect(page.text).not.toContain('Request my data');
    const [mail] = mailsTo(email);
    expect(mail?.subject).toBe('Your data is ready to download');
    expect(mail?.text).toMatch(/is ready \([\d.]+ kB\)\. You can download it until .* UTC/);
    expect(mail?.text).toContain('\nhttp://iyo.test/account/data\n');
    expect(await events()).toEqual(['account.export_requested']);
  });

  test('is announced in the language of the user, or of the browser when none is known', async () => {
    const set = (language: string | null) =>
      app.database.db.updateTable('users').set({ language }).where('username', '=', bob.username).execute();
    await set('nl');
    await exportAndWait(app, agent);
    expect(mailsTo(email).at(-1)?.subject).toBe('Je gegevens staan klaar om te downloaden');
    app.clock.advance(25 * hour);
    await signInAnew();
    await set(null);
    agent.headers['Accept-Language'] = 'ru';
    await exportAndWait(app, agent);
    expect(mailsTo(email).at(-1)?.text).toContain('Файл с данными вашей учётной записи');
    expect(filesIn(await download(app, agent, await agent.get(dataPath)))['index.html']).toContain(
      'lang="ru"',
    );
  });

  test('shows progress, and reloads itself only where there is nothing to type', async () => {
    await requestAndHold();
    const page = await agent.get(dataPath);
    expect(page.text).toContain('Your data is being prepared');
    expect(page.text).toContain('<a href="/account/data?waiting=1">Check again</a>');
    expect(page.text).toContain('Delete my account');
    expect(page.text).not.toContain('http-equiv="refresh"');
    const waiting = await agent.get(`${dataPath}?waiting=1`);
    expect(waiting.text).toContain('<noscript><meta http-equiv="refresh" content="5"/></noscript>');
    expect(waiting.text).not.toContain('Delete my account');
    expect(await finished()).toEqual({ confirmed: false });
  });

  test('stops waiting when there is nothing to wait for', async () => {
    const page = await agent.get(`${dataPath}?waiting=1`);
    expect(page.text).not.toContain('http-equiv="refresh"');
    expect(await finished()).toEqual({ confirmed: true });
    const stranger = await openUserAgent(app).get(`${exportPath}/finished`);
    expect([stranger.status, stranger.body]).toEqual([401, { error: 'unauthorized' }]);
  });

  test('creates one file when requested twice at once, or again while it is created', async () => {
    const page = await agent.get(dataPath);
    const responses = await Promise.all([1, 2, 3].map(() => agent.submit(page, {}, exportPath)));
    await app.exports.settled();
    expect(new Set(responses.map(({ status }) => status))).not.toContain(500);
    expect(await events()).toEqual(['account.export_requested']);
    expect((await rows()).row).toMatchObject({ attempts: 1 });
    expect(mailsTo(email)).toHaveLength(1);
  });

  test('leads to the waiting page while one is created', async () => {
    const page = await agent.get(dataPath);
    await requestAndHold();
    const again = await agent.submit(page, {}, exportPath);
    expect(again.headers.location).toBe('/account/data?waiting=1');
    expect((await rows()).row?.archive_id).toBe(`held-${bob.username}`);
    expect(await events()).toEqual([]);
  });

  test('is refused within 24 hours of the last request, and says until when', async () => {
    const page = await agent.get(dataPath);
    await exportAndWait(app, agent);
    const { row } = await rows();
    const refused = await agent.submit(page, {}, exportPath);
    expect(refused.status).toBe(429);
    expect(refused.text).toMatch(/less than a day ago\. You can request the next one after .* UTC/);
    app.clock.advance(24 * hour - 1);
    await signInAnew();
    expect((await agent.get(dataPath)).text).not.toContain('Request my data');
    expect((await rows()).row).toEqual(row);
    app.clock.advance(1);
    await exportAndWait(app, agent);
    expect((await rows()).row?.archive_id).not.toBe(row?.archive_id);
    expect(new Set((await rows()).parts.map(({ archive_id }) => archive_id)).size).toBe(1);
  });

  test('can be done again at once when it failed', async () => {
    await requestAndHold();
    const now = app.clock.now();
    const ended = { failed_at: now, expires_at: new Date(now.getTime() + 1000), claimed_until: null };
    await app.database.db
      .updateTable('account_exports')
      .set(ended)
      .where('username', '=', bob.username)
      .execute();
    const page = await agent.get(dataPath);
    expect(page.text).toContain('The file could not be created');
    expect(page.text).not.toContain('>Download<');
    expect((await download(app, agent, page)).status).toBe(404);
    await exportAndWait(app, agent);
    expect((await agent.get(dataPath)).text).toContain('Your file is ready');
  });

  test('needs a sign-in, recent authentication and a form of this site', async () => {
    const page = await agent.get(dataPath);
    expect((await agent.postForm(exportPath, {})).status).toBe(403);
    expect((await openUserAgent(app).postJson(exportPath, {})).status).toBe(401);
    expect((await agent.get(exportPath)).headers.location).toBe(dataPath);
    app.clock.advance(601);
    const away = await agent.submit(page, {}, exportPath);
    expect(away.headers.location).toBe(`/login/confirm?to=${encodeURIComponent(exportPath)}`);
    expect([await events(), (await rows()).row]).toEqual([[], undefined]);
  });
});

describe('downloading it', () => {
  test('gives a file, and records each download', async () => {
    await exportAndWait(app, agent);
    const page = await agent.get(dataPath);
    const response = await download(app, agent, page);
    expect(response.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${bob.username}.zip"`,
      'content-length': (await rows()).row?.size,
      'cache-control': 'no-store',
    });
    expect(JSON.parse(filesIn(response)['profile.json'] ?? '')).toMatchObject([{ username: bob.username }]);
    await download(app, agent, page);
    expect(await events()).toEqual(['account.export_requested', 'account.exported', 'account.exported']);
  });

  test('is for the account itself: others have nothing to download', async () => {
    await exportAndWait(app, agent);
    const eve = await newUser(app);
    const other = openUserAgent(app);
    await signInAs(app, other, eve.username);
    const response = await download(app, other, await other.get(dataPath));
    expect(response.status).toBe(404);
    expect(Buffer.from(response.body).toString()).toContain('There is no file to download');
    expect(await events()).not.toContain('account.exported');
    expect(await eventsOf(app, eve.username)).toEqual([]);
  });

  test('needs a sign-in, recent authentication and a form of this site', async () => {
    await exportAndWait(app, agent);
    const page = await agent.get(dataPath);
    expect((await agent.postForm(filePath, {})).status).toBe(403);
    expect((await openUserAgent(app).postJson(filePath, {})).status).toBe(401);
    expect((await agent.get(filePath)).headers.location).toBe(dataPath);
    app.clock.advance(601);
    const away = await download(app, agent, page);
    expect(away.headers.location).toBe(`/login/confirm?to=${encodeURIComponent(filePath)}`);
    expect(await events()).not.toContain('account.exported');
  });

  test('ends after 72 hours, even before the cleanup', async () => {
    await exportAndWait(app, agent);
    app.clock.advance(72 * hour - 1);
    await signInAnew();
    expect((await download(app, agent, await agent.get(dataPath))).status).toBe(200);
    app.clock.advance(1);
    const page = await agent.get(dataPath);
    expect(page.text).toContain('Request my data');
    expect(page.text).not.toContain('Your file is ready');
    expect((await download(app, agent, page)).status).toBe(404);
  });

  test('ends when the account is closed, even if reopened in the grace period', async () => {
    await exportAndWait(app, agent);
    const page = await agent.get(dataPath);
    const closed = await press(agent, page, { username: '' }, { username: bob.username });
    expect(await rows()).toEqual({ row: undefined, parts: [] });
    expect((await download(app, agent, page)).status).not.toBe(200);
    const kept = await agent.follow(closed);
    await agent.submit(kept, {}, '/account/deletion');
    await signInAnew();
    expect((await agent.get(dataPath)).text).toContain('Request my data');
  });

  test('fails when a part is missing, instead of sending an incomplete file', async () => {
    await exportAndWait(app, agent);
    const page = await agent.get(dataPath);
    await app.database.db.deleteFrom('account_export_parts').where('username', '=', bob.username).execute();
    await expect(download(app, agent, page)).rejects.toThrow(/aborted|hang up|socket/);
    expect(app.logLines.join()).toContain('the archive was deleted during the download');
  });
});
