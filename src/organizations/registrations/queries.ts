import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import { type ApiKey, settingsColumns } from '../api-keys/queries.ts';

export type ClientAuthenticationMethod = 'client_secret_basic' | 'client_secret_post' | 'none';

/** A client's description of itself, without the settings of its API key. */
export interface ClientDescription {
  readonly clientName: string | null;
  readonly authenticationMethod: ClientAuthenticationMethod;
  readonly grantTypes: readonly string[];
}

/** A self-registered client. */
export interface Registration extends ClientDescription {
  readonly registrationId: string;
  /** The organization; also the client id. */
  readonly globalid: string;
  readonly createdAt: Date;
  readonly key: ApiKey;
}

export interface NewRegistration extends Omit<Registration, 'key'> {
  readonly keyId: string;
  /** The hash of the registration access token. */
  readonly tokenHash: Buffer;
}

export async function insertRegistration(
  trx: Transaction<Database>,
  registration: NewRegistration,
): Promise<void> {
  await trx
    .insertInto('client_registrations')
    .values({
      registration_id: registration.registrationId,
      globalid: registration.globalid,
      key_id: registration.keyId,
      token_hash: registration.tokenHash,
      ...columnsOf(registration),
      created_at: registration.createdAt,
    })
    .execute();
}

function columnsOf({ clientName, authenticationMethod, grantTypes }: ClientDescription) {
  return {
    client_name: clientName,
    authentication_method: authenticationMethod,
    grant_types: [...grantTypes],
  };
}

export async function updateRegistration(
  trx: Transaction<Database>,
  registrationId: string,
  description: ClientDescription,
): Promise<void> {
  await trx
    .updateTable('client_registrations')
    .set(columnsOf(description))
    .where('registration_id', '=', registrationId)
    .execute();
}

export async function countRegistrations(trx: Transaction<Database>, globalid: string): Promise<number> {
  const { count } = await trx
    .selectFrom('client_registrations')
    .select((select) => select.fn.countAll().as('count'))
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Locks the API key of a registration. @returns whether it allows client credentials at this moment */
export async function lockClientCredentials(
  trx: Transaction<Database>,
  registrationId: string,
): Promise<boolean> {
  const key = await trx
    .selectFrom('organization_api_keys as k')
    .innerJoin('client_registrations as r', (join) =>
      join.onRef('r.globalid', '=', 'k.globalid').onRef('r.key_id', '=', 'k.key_id'),
    )
    .select('k.allows_client_credentials as isAllowed')
    .where('r.registration_id', '=', registrationId)
    .forUpdate('k')
    .executeTakeFirst();
  return key?.isAllowed ?? false;
}

/** Finds a registration by its id and the hash of its access token. */
export async function findRegistration(
  db: Kysely<Database>,
  registrationId: string,
  tokenHash: Buffer,
): Promise<Registration | undefined> {
  const row = await db
    .selectFrom('client_registrations as r')
    .innerJoin('organization_api_keys as k', (join) =>
      join.onRef('k.globalid', '=', 'r.globalid').onRef('k.key_id', '=', 'r.key_id'),
    )
    .select(['r.registration_id as registrationId', 'r.globalid', 'r.client_name as clientName'])
    .select(['r.authentication_method as authenticationMethod', 'r.grant_types as grantTypes'])
    .select(['r.created_at as createdAt', 'k.key_id as keyId', 'k.sealed_secret as sealedSecret'])
    .select(settingsColumns)
    .where('r.registration_id', '=', registrationId)
    .where('r.token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!row) return undefined;
  const {
    registrationId: id,
    globalid,
    clientName,
    authenticationMethod,
    grantTypes,
    createdAt,
    ...key
  } = row;
  return { registrationId: id, globalid, clientName, authenticationMethod, grantTypes, createdAt, key };
}
