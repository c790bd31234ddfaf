import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { storeRecoveryCodes } from '../../../src/authentication/recovery-codes/acts.ts';
import { createSealing } from '../../../src/crypto/sealing.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { type Documents, newDocuments, openDocumentsApp } from '../../documents/see/documents.ts';
import { type TestApp, testKey } from '../../support/app.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { type Caller, callerWith } from '../../users/caller.ts';
import { addPasskey, setUpTotp } from '../../users/factors.ts';
import { newAvatarPath, pngFile, sendFile } from '../../users/pictures.ts';
import { dataPath, download, exportAndWait, filesIn } from './exporting.ts';

let app: TestApp;
let documents: Documents;
let me: Caller;
let username: string;
/** Values that no file may contain. */
const secrets: string[] = [];
let files: Readonly<Record<string, string>>;
const area = (name: string) => JSON.parse(files[`${name}.json`] ?? 'null');

beforeAll(async () => {
  app = await openDocumentsApp();
  documents = await newDocuments(app);
  ({ me } = documents);
  ({ username } = documents.user);
  await fillAccount();
  const agent = openUserAgent(app);
  await signInAs(app, agent, username, { userAgent: 'Firefox' });
  await exportAndWait(app, agent);
  files = filesIn(await download(app, agent, await agent.get(dataPath)));
  secrets.push(...agent.cookies.values());
});
afterAll(() => app.close());

async function fillAccount(): Promise<void> {
  const { user } = documents;
  const path = `/users/${username}`;
  // Names could have this form before they were validated everywhere.
  const markup = { first_name: '<b>Bob</b>', last_name: 'Johnson' };
  await app.database.db.updateTable('users').set(markup).where('username', '=', username).execute();
  await sendFile(app, 'post', newAvatarPath(user, 'face'), await pngFile(), user.token).expect(201);
  await documents.create();
  await documents.append({ category: 'letter' });
  await me.post(`${path}/registry`, { key: 'colour', value: 'green' }).expect(201);
  await me.post(`${path}/emailaddresses`, { label: 'home', emailaddress: 'bob@home.org' }).expect(201);
  await storeLinkedPicture();
  await storeFacebookAccount();
  await storeContract('mine', { type: 'user', name: username });
  await storeContract('other', { type: 'user', name: 'somebody' });
  await newOrganization(app.database.db, 'club', { owner: username });
  const grant = { globalid: 'club', username, tag: 'chair', position: 0, created_at: app.clock.now() };
  await app.database.db.insertInto('organization_grants').values(grant).execute();
  await plantSecrets();
}

async function storeContract(contractId: string, party: object): Promise<void> {
  const body = { contractId, content: `of ${contractId}`, contractType: 'rent', parties: [party] };
  const expires = '2020-01-01T00:00:00Z';
  const rows = { ...body, expires, signatures: [], extends: [], invalidates: [] };
  const owner = contractId === 'mine' ? documents.me : callerWith(app, await otherToken());
  const name = contractId === 'mine' ? username : 'somebody';
  await owner.post(`/users/${name}/contracts`, rows).expect(201);
}

async function otherToken(): Promise<string> {
  const { newUser } = await import('../../support/factories.ts');
  return (await newUser(app, { username: 'somebody', email: 'eve@somewhere.org' })).token;
}

async function storeLinkedPicture(): Promise<void> {
  const row = { username, provider: 'github', image_id: 'linked', media_type: 'image/png' } as const;
  await app.database.db
    .insertInto('linked_account_pictures')
    .values({ ...row, content: await pngFile(), created_at: new Date(app.clock.now().getTime() + 1) })
    .execute();
}

/** Ids of this provider exceed what a number can hold exactly. */
const facebookId = '10158812345678901';

async function storeFacebookAccount(): Promise<void> {
  const account = { username, facebook_id: facebookId, name: 'Bob', link: '', picture: '' };
  await app.database.db
    .insertInto('user_facebook_accounts')
    .values({ ...account, linked_at: app.clock.now() })
    .execute();
}

async function plantSecrets(): Promise<void> {
  const { user } = documents;
  await addPasskey(app, username);
  const totp = await setUpTotp(app, user);
  const { clock, database } = app;
  const sealing = createSealing([testKey]);
  const codes = await inTransaction(database.db, (trx) =>
    storeRecoveryCodes(trx, sealing, username, clock.now()),
  );
  const { password_hash } = await database.db
    .selectFrom('user_passwords')
    .select('password_hash')
    .where('username', '=', username)
    .executeTakeFirstOrThrow();
  const link = /k=([\w-]+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
  secrets.push(totp, ...codes, password_hash, link, user.password, user.apiKey.secret, user.token);
}

describe('an archive', () => {
  test('has a file for programs and a page for people for each area, and the pictures', () => {
    const areas = [
      ...['profile', 'avatars', 'contacts', 'factors', 'authorizations', 'identifiers', 'organizations'],
      ...[
        'grants',
        'invitations',
        'apikeys',
        'registry',
        'keystore',
        'documents',
        'contracts',
        'sessions',
        'devices',
      ],
      ...['events', 'messages'],
    ];
    const names = areas.flatMap((name) => [`${name}.json`, `pages/${name}.html`]);
    const [picture, linked] = area('avatars');
    expect(Object.keys(files).sort()).toEqual([...names, 'index.html', picture.file, linked.file].sort());
    expect(linked).toMatchObject({ label: 'github', file: 'avatars/linked.png' });
    expect(picture).toMatchObject({ label: 'face', mediaType: 'image/png' });
    expect(files[picture.file]?.slice(0, 4)).toBe('\u0089PNG');
    for (const name of areas) expect(Array.isArray(area(name))).toBe(true);
  });

  test('has every digit of an id', () => {
    expect(files['profile.json']).toContain(`"id": ${facebookId},`);
    expect(files['pages/profile.html']).toContain(`<dd>${facebookId}</dd>`);
  });

  test('says what is kept', () => {
    expect(area('profile')).toMatchObject([{ username, firstname: '<b>Bob</b>', wantsAppNotices: false }]);
    expect(area('factors').map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['password', 'passkey', 'app', 'recoveryCode']),
    );
    expect(area('authorizations')).toMatchObject([{ grantedTo: 'bank' }, { grantedTo: 'shop', see: true }]);
    expect(area('organizations')).toEqual([{ organization: 'club', role: 'owner' }]);
    expect(area('grants')).toMatchObject([{ organization: 'club', grant: 'chair' }]);
    expect(area('apikeys')).toMatchObject([{ label: 'test' }]);
    expect(area('registry')).toEqual([{ key: 'colour', value: 'green' }]);
    expect(area('keystore')).toMatchObject([{ organization: 'shop', label: 'signing' }]);
    expect(area('documents')).toMatchObject([
      { uniqueid: 'rent 31', version: 1, category: 'contract' },
      { uniqueid: 'rent 31', version: 2, category: 'letter' },
    ]);
    expect(area('sessions')).toMatchObject([{ purpose: 'interactive', browser: 'Firefox' }]);
    expect(area('messages')).toMatchObject([{ channel: 'mail', recipient: 'bob@home.org' }]);
    expect(area('events')[0]).toMatchObject({ event: 'account.export_requested', actor: username });
  });

  test('has the contracts of the user, also expired ones, and no others', () => {
    expect(area('contracts')).toMatchObject([{ contractId: 'mine', content: 'of mine' }]);
    expect(JSON.stringify(files)).not.toContain('of other');
  });

  // promise: export
  test('holds no secret, in no file', () => {
    const everything = Object.values(files).join('\n');
    expect(secrets.length).toBeGreaterThan(15);
    for (const secret of secrets) {
      expect(secret).toMatch(/.{6}/);
      expect(everything).not.toContain(secret);
    }
    expect(everything).not.toMatch(/hash|sealed/i);
  });

  test('is readable without this server: nothing is loaded from elsewhere, nothing typed is markup', () => {
    const pages = Object.entries(files).filter(([name]) => name.endsWith('.html'));
    for (const [name, html] of pages) {
      expect([name, html]).toEqual([name, expect.stringMatching(/^<!doctype html>\n<html lang="en">/)]);
      const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target = '']) => target);
      for (const target of targets)
        expect(files).toHaveProperty([
          target.replace(/^\.\.\//, '').replace(/^(?=\w+\.html$)(?!index)/, 'pages/'),
        ]);
      expect(html).not.toMatch(/<script|<b>Bob/);
    }
    expect(files['index.html']).toContain(`Data of ${username}`);
    expect(files['pages/profile.html']).toContain('&lt;b>Bob&lt;/b>');
    expect(files['pages/documents.html']).toContain('Rent of the *green* car for **three** days');
  });
});
