import type { Kysely, Transaction } from 'kysely';
import type { UsersService } from '../../generated/services.ts';
import type { NewUser, PasswordChange, User } from '../../generated/types.ts';
import { recordEvent, sourceOfCall } from '../audit/record-event.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Passwords } from '../crypto/passwords.ts';
import type { Database } from '../db/database.ts';
import { inTransaction } from '../db/pg-errors.ts';
import { NotFound, TooManyRequests, Unprocessable } from '../errors.ts';
import type { CallContext } from '../http/call-context.ts';
import type { QueueMail } from '../outside/message-queue.ts';
import { countAttempts, forgetAttempts, isLastAttempt, passwordCounts } from '../security/limits.ts';
import { deleteSessions } from '../sessions/queries.ts';
import { recordPasswordFailure } from '../sign-in/failures.ts';
import { normalEmailAddress } from './email-addresses/normal-form.ts';
import { startEmailValidation } from './email-addresses/validation.ts';
import { insertNewUser } from './new-user.ts';
import { findProfile, toUser } from './profile.ts';
import { findPassword, updateName, updatePasswordHash } from './queries.ts';
import type { UserPasswordRow } from './tables.ts';

export interface UsersParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly config: Pick<Config, 'passwords'>;
  readonly publicUrl: string;
  readonly passwords: Passwords;
  readonly queueMail: QueueMail;
}

export function createUsersService(parts: UsersParts): UsersService<CallContext> {
  const { db, publicUrl } = parts;
  return {
    async createUser({ body }, context) {
      const user = await inTransaction(db, async (trx) => {
        const source = sourceOfCall(context);
        const created = await create(parts, trx, body);
        await recordEvent(trx, parts.clock.now(), source, 'account.created', { username: body.username });
        return created;
      });
      return { status: 201, body: user };
    },

    async getUser({ path }) {
      return { status: 200, body: await readUser(db, path.username, publicUrl) };
    },

    async updateUserName({ path, body: { firstname, lastname } }) {
      const isKnown = await updateName(db, path.username, { first_name: firstname, last_name: lastname });
      if (!isKnown) throw new NotFound('user_not_found');
      return { status: 204 };
    },

    async updatePassword({ path, body }, context) {
      await changePassword(parts, path.username, body, context);
      return { status: 204 };
    },
  };
}

async function readUser(db: Kysely<Database>, username: string, publicUrl: string): Promise<User> {
  const profile = await findProfile(db, username);
  if (!profile) throw new NotFound('user_not_found');
  return toUser(profile, publicUrl);
}

async function create(parts: UsersParts, trx: Transaction<Database>, body: NewUser): Promise<User> {
  await insertNewUser(trx, body, parts.clock.now());
  await openValidations(parts, trx, body);
  return readUser(trx, body.username, parts.publicUrl);
}

/** One for each address. Those beyond the limits go without; the user can ask for them later. */
async function openValidations(
  { publicUrl, queueMail, clock }: UsersParts,
  trx: Transaction<Database>,
  { username, emailaddresses }: NewUser,
): Promise<void> {
  const addresses = new Set(emailaddresses.map(({ emailaddress }) => normalEmailAddress(emailaddress)));
  for (const address of addresses) {
    const about = { username, address, language: 'en' } as const;
    const request = { ...about, publicUrl, queueMail, now: clock.now() };
    await startEmailValidation(trx, request).catch(ignoreLimit);
  }
}

function ignoreLimit(error: unknown): undefined {
  if (!(error instanceof TooManyRequests)) throw error;
}

const maximumPasswordLength = 256;

/** The browser in which the password is changed, which stays signed in. */
function sessionOf({ caller }: CallContext): string | undefined {
  return caller?.kind === 'session' ? caller.sessionId : undefined;
}

/** Hashing takes long, so all of it is outside the transaction; the version tells whether the password changed meanwhile. */
async function changePassword(
  parts: UsersParts,
  username: string,
  { currentpassword, newpassword }: PasswordChange,
  context: CallContext,
): Promise<void> {
  const { db, clock, config, passwords } = parts;
  const counts = passwordCounts(username, context.network());
  const standings = await countAttempts(db, clock.now(), counts.all);
  const stored = await findPassword(db, username);
  const { matches } = await passwords.verify(currentpassword, stored?.password_hash);
  if (!stored || !matches) {
    await recordWrongPassword(parts, username, isLastAttempt(standings, counts.account), context);
    throw new Unprocessable('incorrect_password');
  }
  await forgetAttempts(db, counts.account);
  checkLength(newpassword, config.passwords.minimumLength);
  const hash = await passwords.hash(newpassword);
  await inTransaction(db, async (trx) => {
    const hadSessions = await replacePassword(trx, stored, hash, clock.now(), sessionOf(context));
    const [now, source] = [clock.now(), sourceOfCall(context)];
    await recordEvent(trx, now, source, 'password.changed', { username });
    if (hadSessions) await recordEvent(trx, now, source, 'session.ended', { username, sessions: 'all' });
  });
}

/** Whoever has a token can guess here as well as at the sign-in. */
function recordWrongPassword(
  { db, clock, queueMail, publicUrl }: UsersParts,
  username: string,
  isLast: boolean,
  context: CallContext,
): Promise<void> {
  const failure = { name: username, account: { username, is_closed: false }, isLast };
  return inTransaction(db, (trx) =>
    recordPasswordFailure(
      { messages: { queueMail }, publicUrl },
      trx,
      clock.now(),
      sourceOfCall(context),
      failure,
    ),
  );
}

function checkLength(password: string, minimum: number): void {
  const length = [...password].length;
  if (length >= minimum && length <= maximumPasswordLength) return;
  const description = `A password has ${minimum} to ${maximumPasswordLength} characters.`;
  throw new Unprocessable('invalid_password', { description });
}

/** @returns whether it ended sessions */
async function replacePassword(
  trx: Transaction<Database>,
  stored: UserPasswordRow,
  hash: string,
  now: Date,
  ownSession: string | undefined,
): Promise<boolean> {
  if (!(await updatePasswordHash(trx, stored, hash, now))) throw new Unprocessable('incorrect_password');
  return deleteSessions(trx, stored.username, ownSession);
}
