import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Registration } from './queries.ts';

/** A registration that has not become an account, as operators see it. */
export interface OpenRegistration
  extends Pick<
    Registration,
    | 'sessionId'
    | 'firstName'
    | 'lastName'
    | 'emailAddress'
    | 'phoneNumber'
    | 'phoneConfirmedAt'
    | 'emailConfirmedAt'
  > {
  readonly createdAt: Date;
}

/** Registrations that can still be completed, newest first. */
export function listOpenRegistrations(
  db: Kysely<Database>,
  now: Date,
  limit: number,
): Promise<OpenRegistration[]> {
  return openRegistrations(db, now)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.session_id')
    .limit(limit)
    .execute();
}

/** The newest registration with this email address or phone number that can still be completed. */
export function findOpenRegistration(
  db: Kysely<Database>,
  contact: string,
  now: Date,
): Promise<OpenRegistration | undefined> {
  return openRegistrations(db, now)
    .where((eb) => eb.or([eb('r.email_address', '=', contact), eb('r.phone_number', '=', contact)]))
    .orderBy('r.created_at', 'desc')
    .executeTakeFirst();
}

function openRegistrations(db: Kysely<Database>, now: Date) {
  return db
    .selectFrom('registrations as r')
    .innerJoin('sessions as s', 's.session_id', 'r.session_id')
    .select([
      'r.session_id as sessionId',
      'r.first_name as firstName',
      'r.last_name as lastName',
      'r.email_address as emailAddress',
      'r.phone_number as phoneNumber',
      'r.phone_confirmed_at as phoneConfirmedAt',
      'r.email_confirmed_at as emailConfirmedAt',
      'r.created_at as createdAt',
    ])
    .where('s.idle_expires_at', '>=', now)
    .where('s.expires_at', '>=', now);
}
