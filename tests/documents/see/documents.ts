import type { Selectable } from 'kysely';
import type { Test } from 'supertest';
import type { SeeVersion } from '../../../generated/types.ts';
import type { SeeObjectTable, SeeVersionTable } from '../../../src/documents/see/tables.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Caller, callerWith } from '../../users/caller.ts';

/** The required fields of a version. */
export const said = {
  category: 'contract',
  link: 'https://example.com/rent.pdf',
  markdown_short_description: 'Rent of the *green* car',
  markdown_full_description: 'Rent of the *green* car for **three** days',
};
/** The defaults of the other fields. */
export const unsigned = { content_type: '', keystore_label: '', signature: '' };
/** A signature with the key in the keystore of `shop`. */
export const signature = { keystore_label: 'signing', signature: 'c2lnbmF0dXJl' };

/** A user, two organizations that may store documents for the user, and the document `rent 31` of the first. */
export interface Documents {
  readonly user: TestUser;
  readonly me: Caller;
  /** Has stored the key `signing` for the user. */
  readonly shop: Caller;
  readonly bank: Caller;
  /** The path of all documents. */
  readonly list: string;
  item(uniqueid?: string, globalid?: string): string;
  signing(version?: number | string): string;
  /** Sends the first version; `more` is what matters to the test. */
  create(more?: object, caller?: Caller): Test;
  /** Sends a further version. */
  append(more?: object, caller?: Caller): Test;
  /** An organization with scopes that the user granted. */
  organization(client: string, scopes?: readonly string[]): Promise<Caller>;
  /** All versions, oldest first. */
  versions(): Promise<SeeVersion[]>;
  /** The columns that identify the document. */
  owned(): object;
  /** All rows of both tables, to prove that a refusal changed nothing. */
  rows(): Promise<[Selectable<SeeObjectTable>[], Selectable<SeeVersionTable>[]]>;
}

/** An application with the organizations `shop`, `shop.rent` and `bank`. */
export async function openDocumentsApp(): Promise<TestApp> {
  const app = await openTestApp();
  for (const globalid of ['shop', 'shop.rent', 'bank']) await newOrganization(app.database.db, globalid);
  return app;
}

export async function newDocuments(app: TestApp): Promise<Documents> {
  const user = await newUser(app);
  const { username } = user;
  const organization = async (client: string, scopes: readonly string[] = ['user:see', 'user:keystore']) =>
    callerWith(app, await newThirdPartyToken(app, { username, client, scopes }));
  const [me, shop, bank] = [
    callerWith(app, user.token),
    await organization('shop'),
    await organization('bank'),
  ];
  const key = { label: 'signing', key: 'MFkwEwYH', keydata: { algorithm: 'ecdsa' } };
  await shop.post(`/users/${username}/keystore`, key).expect(201);

  const list = `/users/${username}/see`;
  const item = (uniqueid = 'rent 31', globalid = 'shop') =>
    `${list}/${encodeURIComponent(uniqueid)}/${globalid}`;
  const { db } = app.database;
  return {
    ...{ user, me, shop, bank, list, item, organization },
    signing: (version = 1) => `${item()}/sign/${version}`,
    create: (more = {}, caller = shop) => caller.post(list, { uniqueid: 'rent 31', ...said, ...more }),
    append: (more = {}, caller = shop) => caller.put(item(), { ...said, ...more }),
    versions: async () => (await me.get(`${item()}?version=0`).expect(200)).body.versions,
    owned: () => ({ username, globalid: 'shop', uniqueid: 'rent 31' }),
    rows: () =>
      Promise.all([
        db.selectFrom('see_objects').selectAll().execute(),
        db.selectFrom('see_versions').selectAll().orderBy('version').execute(),
      ]),
  };
}

/** The time of the application, in the server's format. */
export function now(app: TestApp): string {
  return app.clock
    .now()
    .toISOString()
    .replace(/\.?0+Z$/, 'Z');
}
