import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { callerWith } from '../../users/caller.ts';

let app: TestApp;
let user: TestUser;
let address: string;
let round = 0;

beforeAll(async () => {
  app = await openTestApp({ IYO_LINK_CONFIRM: 'open' });
});

afterAll(() => app.close());

beforeEach(async () => {
  round += 1;
  user = await newUser(app, { email: `first${round}@company.com` });
  address = `second${round}@company.com`;
  app.senders.mails.length = 0;
});

/** Path and query of the link in the newest mail. */
function newestLink(): string {
  const link = /\S+\/emailvalidation\S+/.exec(app.senders.mails.at(-1)?.text ?? '')?.[0] ?? '';
  expect(link.startsWith(`${testUrl}/emailvalidation?c=`)).toBe(true);
  return link.slice(testUrl.length);
}

async function linkFor(who: TestUser, emailaddress: string, lang = 'en'): Promise<string> {
  await callerWith(app, who.token)
    .post(`/users/${who.username}/emailaddresses?lang=${lang}`, { label: 'new', emailaddress })
    .expect(201);
  return newestLink();
}

const open = (link: string) => request(app.web).get(link);

async function ownerOf(emailAddress: string): Promise<string | undefined> {
  const row = await app.database.db
    .selectFrom('validated_email_addresses')
    .select('username')
    .where('email_address', '=', emailAddress)
    .executeTakeFirst();
  return row?.username;
}

describe('opening the link', () => {
  test('confirms the address, without being signed in', async () => {
    const response = await open(await linkFor(user, address)).expect(200);
    expect(response.text).toContain('Email address confirmed');
    expect(response.text).toContain(address);
    expect(await ownerOf(address)).toBe(user.username);
  });

  test('responds in the language of the link', async () => {
    const response = await open(await linkFor(user, address, 'nl')).expect(200);
    expect(response.text).toContain('<html lang="nl"');
    expect(response.text).toContain('E-mailadres bevestigd');
  });

  test('a second time says so and changes nothing', async () => {
    const link = await linkFor(user, address);
    await open(link).expect(200);
    const before = await app.database.db.selectFrom('validated_email_addresses').selectAll().execute();
    app.clock.advance(60);
    const response = await open(link).expect(200);
    expect(response.text).toContain('is already confirmed');
    expect(await app.database.db.selectFrom('validated_email_addresses').selectAll().execute()).toEqual(
      before,
    );
  });

  test('twice at the same moment confirms once', async () => {
    const link = await linkFor(user, address);
    const responses = await Promise.all([open(link), open(link)]);
    expect(responses.map((response) => response.status)).toEqual([200, 200]);
    expect(responses.filter((response) => response.text.includes('already'))).toHaveLength(1);
  });

  test('does not work for an address that was removed and added again', async () => {
    const link = await linkFor(user, address);
    await open(link).expect(200);
    const me = callerWith(app, user.token);
    await me.delete(`/users/${user.username}/emailaddresses/new`).expect(204);
    await linkFor(user, address);
    await open(link).expect(404);
    expect(await ownerOf(address)).toBeUndefined();
  });

  test('does not work for an address that was removed', async () => {
    const link = await linkFor(user, address);
    await callerWith(app, user.token).delete(`/users/${user.username}/emailaddresses/new`).expect(204);
    await open(link).expect(404);
    expect(await ownerOf(address)).toBeUndefined();
  });

  test('works until the last moment of two days, and no longer', async () => {
    const late = await linkFor(user, address);
    app.clock.advance(48 * 3600);
    await open(late).expect(200);
    const later = await linkFor(await newUser(app), `late.${address}`);
    app.clock.advance(48 * 3600 + 1);
    const response = await open(later).expect(404);
    expect(response.text).toContain('This link is not valid');
    expect(await ownerOf(`late.${address}`)).toBeUndefined();
  });

  test('does not work once a newer link was sent', async () => {
    const older = await linkFor(user, address);
    const path = `/users/${user.username}/emailaddresses/new/validate`;
    await callerWith(app, user.token).post(path).expect(204);
    await open(older).expect(404);
    await open(newestLink()).expect(200);
  });

  // promise: replaced-address
  test('does not work once another address took its place, and does not confirm that one', async () => {
    const link = await linkFor(user, address);
    const entry = { label: 'new', emailaddress: `other.${address}` };
    await callerWith(app, user.token).put(`/users/${user.username}/emailaddresses/new`, entry).expect(201);
    await open(link).expect(404);
    expect([await ownerOf(address), await ownerOf(entry.emailaddress)]).toEqual([undefined, undefined]);
    await open(newestLink()).expect(200);
    expect([await ownerOf(address), await ownerOf(entry.emailaddress)]).toEqual([undefined, user.username]);
  });

  test('while the address is being removed leaves no validation without an address', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const link = await linkFor(user, `${attempt}.${address}`);
      const remove = callerWith(app, user.token).delete(`/users/${user.username}/emailaddresses/new`);
      await Promise.all([open(link), remove.expect(204)]);
      expect(await ownerOf(`${attempt}.${address}`)).toBeUndefined();
    }
  });

  test.each([
    ['no parts', () => '/emailvalidation'],
    ['an unknown key', (link: string) => link.replace(/&k=[\w-]{4}/, '&k=AAAA')],
    ['another secret', (link: string) => link.replace(/\?c=[\w-]{4}/, '?c=AAAA')],
    ['no secret', (link: string) => link.replace(/\?c=[\w-]+&/, '?')],
  ])('does not work with %s', async (_what, broken) => {
    const link = await linkFor(user, address);
    await open(broken(link)).expect(404);
    expect(await ownerOf(address)).toBeUndefined();
    await open(link).expect(200);
  });
});

describe('an address that belongs to another user', () => {
  test('stays with its owner, who gets a mail', async () => {
    const link = await linkFor(user, address);
    const owner = await newUser(app, { email: address });
    app.senders.mails.length = 0;
    const response = await open(link).expect(409);
    expect(response.text).toContain('confirmed for another account');
    expect(await ownerOf(address)).toBe(owner.username);
    expect(app.senders.mails).toEqual([expect.objectContaining({ to: [address] })]);
    expect(app.senders.mails[0]?.text).toContain(owner.username);
    expect(app.senders.mails[0]?.text).not.toContain(user.username);
  });

  test('does not become free for a link that was opened already', async () => {
    const link = await linkFor(user, address);
    const owner = await newUser(app, { email: address });
    await open(link).expect(409);
    app.senders.mails.length = 0;
    await app.database.db
      .deleteFrom('validated_email_addresses')
      .where('username', '=', owner.username)
      .execute();
    await open(link).expect(404);
    expect(await ownerOf(address)).toBeUndefined();
    expect(app.senders.mails).toEqual([]);
  });

  test('goes to exactly one of two users who open their links at once', async () => {
    const other = await newUser(app);
    const links = [await linkFor(user, address), await linkFor(other, address)];
    const responses = await Promise.all(links.map((link) => open(link)));
    expect(responses.map((response) => response.status).sort()).toEqual([200, 409]);
  });
});

describe('a request that is not a navigation confirms nothing', () => {
  test.each([
    ['Sec-Purpose', 'prefetch;prerender'],
    ['Purpose', 'prefetch'],
    ['X-Moz', 'prefetch'],
    ['Sec-Fetch-Mode', 'no-cors'],
    ['Sec-Fetch-Mode', 'cors'],
  ])('%s: %s', async (name, value) => {
    const link = await linkFor(user, address);
    const response = await open(link).set(name, value).expect(403);
    expect(response.text).toContain('Nothing has been confirmed');
    expect(await ownerOf(address)).toBeUndefined();
    await open(link).set('Sec-Fetch-Mode', 'navigate').expect(200);
  });

  test('HEAD', async () => {
    const link = await linkFor(user, address);
    await request(app.web).head(link).expect(200);
    expect(await ownerOf(address)).toBeUndefined();
  });

  test('other methods', async () => {
    const link = await linkFor(user, address);
    const response = await request(app.web).post(link).expect(405);
    expect(response.headers.allow).toBe('GET, HEAD, OPTIONS');
    expect(response.headers['content-type']).toContain('text/html');
    expect(await ownerOf(address)).toBeUndefined();
  });
});

describe('the page', () => {
  test('loads nothing from other sites, allows no frames and sends no referrer', async () => {
    const response = await open('/emailvalidation');
    expect(response.headers['content-security-policy']).toMatch(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(response.text).not.toMatch(
      /<script(?! type="module" src="\/assets\/(?:form|time)-)|\son\w+=|(?:src|href|action)="(?!\/(?!\/)|#)/,
    );
    expect(response.text).not.toContain('emailvalidation');
  });

  test('shows no markup of the request', async () => {
    const response = await open('/emailvalidation?l=<script>alert(1)</script>&c=<b>&k=<b>').expect(404);
    expect(response.text).not.toContain('<b>');
    expect(response.text).toContain('<html lang="en"');
  });

  test('explains a failure without its cause, which is in the log', async () => {
    const broken = await openTestApp({ IYO_LINK_CONFIRM: 'open' });
    await broken.database.db.schema.dropTable('pending_email_validations').execute();
    const response = await request(broken.web).get('/emailvalidation?l=nl').expect(500);
    expect(response.text).toContain('Er is iets misgegaan');
    expect(response.text).toContain(String(response.headers['x-request-id']));
    expect(response.text).not.toContain('pending_email_validations');
    expect(broken.logLines.join()).toContain('pending_email_validations');
    await broken.close();
  });
});
