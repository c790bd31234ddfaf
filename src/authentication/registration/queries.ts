import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { RegistrationTable } from './tables.ts';

/** A registration in progress. Each confirmation belongs to the phone number or email address stored with it. */
export interface Registration extends RegistrationData, PhoneConfirmation, EmailConfirmation {
  readonly sessionId: string;
}

/** Whether the phone number still has to be confirmed. There is no number when no SMS can be sent. */
export function waitsForPhone({
  phoneNumber,
  phoneConfirmedAt,
}: Pick<Registration, 'phoneNumber' | 'phoneConfirmedAt'>): boolean {
  return phoneNumber !== '' && phoneConfirmedAt === null;
}

/** What the user entered, and where the registration leads afterwards. */
export interface RegistrationData {
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string;
  readonly language: string;
  /** Empty when no SMS can be sent. */
  readonly phoneNumber: string;
  readonly emailAddress: string;
  readonly redirectParams: string;
  readonly invitationCodeHash: Buffer | null;
}

export interface PhoneConfirmation {
  readonly phoneKeyHash: Buffer | null;
  readonly phoneCodeHash: Buffer | null;
  readonly phoneWrongCodes: number;
  readonly phoneCodeExpiresAt: Date | null;
  readonly phoneConfirmedAt: Date | null;
}

export interface EmailConfirmation {
  readonly emailKeyHash: Buffer | null;
  readonly emailSecretHash: Buffer | null;
  readonly emailCodeHash: Buffer | null;
  readonly emailWrongCodes: number;
  readonly emailExpiresAt: Date | null;
  readonly emailConfirmedAt: Date | null;
}

const columnOf = {
  firstName: 'first_name',
  lastName: 'last_name',
  passwordHash: 'password_hash',
  language: 'language',
  phoneNumber: 'phone_number',
  emailAddress: 'email_address',
  redirectParams: 'redirect_params',
  invitationCodeHash: 'invitation_code_hash',
  phoneKeyHash: 'phone_key_hash',
  phoneCodeHash: 'phone_code_hash',
  phoneWrongCodes: 'phone_wrong_codes',
  phoneCodeExpiresAt: 'phone_code_expires_at',
  phoneConfirmedAt: 'phone_confirmed_at',
  emailKeyHash: 'email_key_hash',
  emailSecretHash: 'email_secret_hash',
  emailCodeHash: 'email_code_hash',
  emailWrongCodes: 'email_wrong_codes',
  emailExpiresAt: 'email_expires_at',
  emailConfirmedAt: 'email_confirmed_at',
} as const satisfies Readonly<Record<Exclude<keyof Registration, 'sessionId'>, keyof RegistrationTable>>;

export type RegistrationChange = Partial<Omit<Registration, 'sessionId'>>;

const columns = [
  'session_id as sessionId',
  'first_name as firstName',
  'last_name as lastName',
  'password_hash as passwordHash',
  'language',
  'phone_number as phoneNumber',
  'email_address as emailAddress',
  'redirect_params as redirectParams',
  'invitation_code_hash as invitationCodeHash',
  'phone_key_hash as phoneKeyHash',
  'phone_code_hash as phoneCodeHash',
  'phone_wrong_codes as phoneWrongCodes',
  'phone_code_expires_at as phoneCodeExpiresAt',
  'phone_confirmed_at as phoneConfirmedAt',
  'email_key_hash as emailKeyHash',
  'email_secret_hash as emailSecretHash',
  'email_code_hash as emailCodeHash',
  'email_wrong_codes as emailWrongCodes',
  'email_expires_at as emailExpiresAt',
  'email_confirmed_at as emailConfirmedAt',
] as const;

export function findRegistration(db: Kysely<Database>, sessionId: string): Promise<Registration | undefined> {
  return db
    .selectFrom('registrations')
    .select(columns)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
}

/** Finds a registration by the secret of its session, even if it has expired, as long as it is not cleaned up. */
export function findEndedRegistration(
  db: Kysely<Database>,
  secretHash: Buffer,
): Promise<Registration | undefined> {
  const session = db
    .selectFrom('sessions')
    .select('session_id')
    .where('secret_hash', '=', secretHash)
    .where('purpose', '=', 'registration');
  return db.selectFrom('registrations').select(columns).where('session_id', 'in', session).executeTakeFirst();
}

/** A registration locked by this transaction: other requests wait until it ends. */
export type LockedRegistration = Registration & { readonly isLocked: true };

export async function lockRegistration(
  trx: Transaction<Database>,
  sessionId: string,
): Promise<LockedRegistration | undefined> {
  const registration = await trx
    .selectFrom('registrations')
    .select(columns)
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
  return registration && { ...registration, isLocked: true };
}

/** The session of the registration whose link has this key, unless the session has expired. */
export async function findSessionOfLink(
  db: Kysely<Database>,
  column: 'phone_key_hash' | 'email_key_hash',
  keyHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('registrations as r')
    .innerJoin('sessions as s', 's.session_id', 'r.session_id')
    .select('r.session_id')
    .where(`r.${column}`, '=', keyHash)
    .where('s.idle_expires_at', '>=', now)
    .where('s.expires_at', '>=', now)
    .executeTakeFirst();
  return row?.session_id;
}

export type NewRegistration = RegistrationData & PhoneConfirmation & Pick<Registration, 'sessionId'>;

export async function insertRegistration(
  trx: Transaction<Database>,
  registration: NewRegistration,
  now: Date,
): Promise<void> {
  const values = {
    session_id: registration.sessionId,
    first_name: registration.firstName,
    last_name: registration.lastName,
    password_hash: registration.passwordHash,
    language: registration.language,
    redirect_params: registration.redirectParams,
    invitation_code_hash: registration.invitationCodeHash,
    email_address: registration.emailAddress,
    phone_number: registration.phoneNumber,
    phone_key_hash: registration.phoneKeyHash,
    phone_code_hash: registration.phoneCodeHash,
    phone_wrong_codes: registration.phoneWrongCodes,
    phone_code_expires_at: registration.phoneCodeExpiresAt,
    phone_confirmed_at: registration.phoneConfirmedAt,
    created_at: now,
    updated_at: now,
  };
  await trx.insertInto('registrations').values(values).execute();
}

export async function updateRegistration(
  trx: Transaction<Database>,
  sessionId: string,
  change: RegistrationChange,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('registrations')
    .set({ ...toColumns(change), updated_at: now })
    .where('session_id', '=', sessionId)
    .execute();
}

function toColumns(change: RegistrationChange): Partial<Selectable<RegistrationTable>> {
  const entries = Object.entries(change) as [keyof RegistrationChange, unknown][];
  return Object.fromEntries(entries.map(([name, value]) => [columnOf[name], value]));
}

/**
 * Deletes a registration in order to create its account. When several requests run at once, only one gets it.
 * @returns undefined when it is gone
 */
export function deleteRegistration(
  trx: Transaction<Database>,
  sessionId: string,
): Promise<Registration | undefined> {
  return trx
    .deleteFrom('registrations')
    .where('session_id', '=', sessionId)
    .returning(columns)
    .executeTakeFirst();
}
