import type { Kysely } from 'kysely';
import { listEventsOfUser } from '../../../audit/queries.ts';
import { listAuthorizations, listAuthorizationTimes } from '../../../consents/queries.ts';
import { toAuthorization } from '../../../consents/views.ts';
import { listContracts } from '../../../documents/contracts/queries.ts';
import { toContract } from '../../../documents/contracts/views.ts';
import { listVersionsOfUser } from '../../../documents/see/queries.ts';
import { toSeeView } from '../../../documents/see/views.ts';
import { listOrganizationsOfUser } from '../../../organizations/members/role-queries.ts';
import type { Database } from '../../../schema.ts';
import { listDirectoryContents } from '../../../scim/users/queries.ts';
import { findProfile } from '../../../users/profile-queries.ts';
import { toUser } from '../../../users/views.ts';
import { pictureFile } from './pictures.ts';
import {
  findAccount,
  listApiKeys,
  listContacts,
  listDevices,
  listFactors,
  listGrants,
  listIdentifiers,
  listInvitations,
  listKeystore,
  listMessages,
  listPictures,
  listRegistry,
  listSessions,
} from './queries.ts';

/** Whose data is read, and from where. */
export interface Source {
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  readonly username: string;
}

/** One entry of an area, as in the JSON file. */
export type Entry = Readonly<Record<string, unknown>>;

type Read = (source: Source) => AsyncIterable<Entry>;

/** How many rows are in memory at once; fewer where a row may be big. */
const manyRows = 500;
const bigRows = 20;

/**
 * The areas of an export, in the order of its index, and how the entries of each are read. Areas that may have many
 * entries are read page by page. No entry may contain a secret, its hash or its sealed form.
 */
export const areas = {
  profile: each(readProfile),
  avatars: each(async ({ db, username }) => (await listPictures(db, username)).map(toPicture)),
  contacts: each(({ db, username }) => listContacts(db, username)),
  factors: each(({ db, username }) => listFactors(db, username)),
  authorizations: each(readAuthorizations),
  identifiers: each(({ db, username }) => listIdentifiers(db, username)),
  organizations: each(readOrganizations),
  grants: each(({ db, username }) => listGrants(db, username)),
  invitations: each(({ db, username }) => listInvitations(db, username)),
  apikeys: each(({ db, username }) => listApiKeys(db, username)),
  registry: each(({ db, username }) => listRegistry(db, username)),
  keystore: each(({ db, username }) => listKeystore(db, username)),
  documents: readDocuments,
  contracts: readContracts,
  sessions: each(({ db, username }) => listSessions(db, username)),
  devices: each(({ db, username }) => listDevices(db, username)),
  events: readEvents,
  messages: readMessages,
} as const satisfies Readonly<Record<string, Read>>;

export type Area = keyof typeof areas;

function each(read: (source: Source) => Promise<readonly Entry[]>): Read {
  return async function* entries(source) {
    yield* await read(source);
  };
}

/** Reads all rows page by page. @param read returns up to `limit` rows after a given row */
async function* paged<Row>(
  limit: number,
  read: (limit: number, after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after: Row | undefined; ; ) {
    const rows = await read(limit, after);
    yield* rows;
    if (rows.length < limit) return;
    after = rows.at(-1);
  }
}

async function readProfile({ db, publicUrl, username }: Source): Promise<readonly Entry[]> {
  const [profile, account] = [await findProfile(db, username), await findAccount(db, username)];
  return profile ? [{ ...toUser(profile, publicUrl), ...account }] : [];
}

function toPicture(row: Awaited<ReturnType<typeof listPictures>>[number]): Entry {
  const { label, mediaType, createdAt } = row;
  return { label, file: pictureFile(row), mediaType, createdAt };
}

async function readAuthorizations({ db, username }: Source): Promise<readonly Entry[]> {
  const times = await listAuthorizationTimes(db, username);
  return (await listAuthorizations(db, username)).map((record) => {
    const { createdAt = null, lastUsedAt = null } = times.get(record.grantedTo) ?? {};
    return { ...toAuthorization(username, record), createdAt, lastUsedAt };
  });
}

async function readOrganizations({ db, username }: Source): Promise<readonly Entry[]> {
  const directories = await listDirectoryContents(db, username);
  return (await listOrganizationsOfUser(db, username)).map(({ globalid, isOwner }) => ({
    organization: globalid,
    role: isOwner ? 'owner' : 'member',
    ...(directories.has(globalid) && { directory: directories.get(globalid) }),
  }));
}

async function* readDocuments({ db, username }: Source): AsyncGenerator<Entry> {
  for await (const row of paged(bigRows, (limit, after: DocumentRow | undefined) =>
    listVersionsOfUser(db, username, limit, after),
  ))
    yield { ...toSeeView(row) };
}

type DocumentRow = Awaited<ReturnType<typeof listVersionsOfUser>>[number];

/** Contracts are never removed, so offsets stay stable. */
async function* readContracts({ db, username }: Source): AsyncGenerator<Entry> {
  const party = { type: 'user', name: username };
  for (let offset = 0; ; offset += bigRows) {
    const rows = await listContracts(db, party, { expiresFrom: undefined, offset, limit: bigRows });
    for (const row of rows) yield { ...toContract(row) };
    if (rows.length < bigRows) return;
  }
}

async function* readEvents({ db, username }: Source): AsyncGenerator<Entry> {
  for await (const row of paged(manyRows, (limit, after: EventRow | undefined) =>
    listEventsOfUser(db, username, { limit, ...(after && { after }) }),
  ))
    yield {
      event: row.event,
      at: row.occurredAt,
      organization: row.globalid,
      actor: row.actor,
      client: row.clientId,
      network: row.maskedIp,
      browser: row.userAgent,
      details: row.details,
    };
}

type EventRow = Awaited<ReturnType<typeof listEventsOfUser>>[number];

async function* readMessages({ db, username }: Source): AsyncGenerator<Entry> {
  for await (const row of paged(manyRows, (limit, after: MessageRow | undefined) =>
    listMessages(db, username, limit, after),
  ))
    yield {
      channel: row.channel,
      recipient: row.recipient,
      template: row.template,
      language: row.language,
      createdAt: row.created_at,
      sentAt: row.sent_at,
      failedAt: row.failed_at,
    };
}

type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];
