import { strToU8, zipSync } from 'fflate';
import type { Kysely } from 'kysely';
import { renderToString } from 'preact-render-to-string';
import type { Database } from '../../db/database.ts';
import type { Language } from '../../messages/catalogue.ts';
import { translatorFor } from '../../messages/catalogue.ts';
import { momentText } from '../../messages/security-mails.ts';
import { listOrganizationsOfUser } from '../../security/queries.ts';
import { listAuthorizations, listAuthorizationTimes } from '../../users/authorizations/queries.ts';
import { toAuthorization } from '../../users/authorizations/views.ts';
import { findProfile, toUser } from '../../users/profile.ts';
import { listKept } from './queries.ts';

/** The areas of an export, in the order of its index; each is a file `<area>.json`. */
const areas = [
  'profile',
  'contacts',
  'authorizations',
  'organizations',
  'invitations',
  'apikeys',
  'registry',
  'keystore',
  'documents',
  'sessions',
  'events',
  'messages',
] as const;

type Area = (typeof areas)[number];

export interface Exported {
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  readonly username: string;
  readonly language: Language;
  readonly now: Date;
}

/** All that is kept about a user, without secrets, as a ZIP file: JSON for programs, `index.html` for people. */
export async function makeArchive(asked: Exported): Promise<Uint8Array> {
  const content = await contentOf(asked);
  const files = areas.map((area) => [`${area}.json`, strToU8(`${JSON.stringify(content[area], null, 2)}\n`)]);
  return zipSync({ 'index.html': strToU8(indexOf(asked, content)), ...Object.fromEntries(files) });
}

async function contentOf({ db, publicUrl, username }: Exported): Promise<Record<Area, unknown>> {
  const profile = await findProfile(db, username);
  const { emails, phones, apiKeys, ...kept } = await listKept(db, username);
  const times = await listAuthorizationTimes(db, username);
  const records = await listAuthorizations(db, username);
  return {
    ...kept,
    profile: profile && toUser(profile, publicUrl),
    contacts: { emailaddresses: emails, phonenumbers: phones },
    authorizations: records.map((record) => ({
      ...toAuthorization(username, record),
      ...times.get(record.grantedTo),
    })),
    organizations: await listOrganizationsOfUser(db, username),
    apikeys: apiKeys,
  };
}

function indexOf({ username, language, now }: Exported, content: Record<Area, unknown>): string {
  const translate = translatorFor(language);
  const title = translate('export.index.title', { username });
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
      </head>
      <body>
        <h1>{title}</h1>
        <p>{translate('export.index.made', { at: momentText(language, now) })}</p>
        {areas.map((area) => (
          <section key={area}>
            <h2>{translate(`export.area.${area}`)}</h2>
            <p>
              <a href={`${area}.json`}>{area}.json</a>
            </p>
            <pre>{JSON.stringify(content[area], null, 2)}</pre>
          </section>
        ))}
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}
