import type { Kysely, Transaction } from 'kysely';
import type { UsersService } from '../../../generated/services.ts';
import type { NewUser, User } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { changePassword, type PasswordDependencies } from '../../authentication/passwords/acts.ts';
import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound, TooManyRequests } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { normalEmailAddress } from '../../users/email-addresses/normal-form.ts';
import { startEmailValidation } from '../../users/email-addresses/validation.ts';
import { insertNewUser } from '../../users/new-user.ts';
import { findProfile, toUser } from '../../users/profile.ts';
import { updateName } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UsersDependencies extends PasswordDependencies {
  readonly clock: Clock;
}

export function createUsersService(deps: UsersDependencies): UsersService<CallContext> {
  const { db, publicUrl } = deps;
  return {
    async createUser({ body }, context) {
      const user = await inTransaction(db, async (trx) => {
        const actor = actorOfCall(context, deps.clock.now());
        await insertNewUser(trx, body, deps.clock.now());
        await recordEvent(trx, actor, 'account.created', { username: body.username });
        await openValidations(deps, trx, body, actor);
        return readUser(trx, body.username, deps.publicUrl);
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
      const { currentpassword: currentPassword, newpassword: newPassword } = body;
      const change = { username: path.username, currentPassword, newPassword };
      await changePassword(deps, actorOfCall(context, deps.clock.now()), change);
      return { status: 204 };
    },
  };
}

async function readUser(db: Kysely<Database>, username: string, publicUrl: string): Promise<User> {
  const profile = await findProfile(db, username);
  if (!profile) throw new NotFound('user_not_found');
  return toUser(profile, publicUrl);
}

/** One for each address. Those beyond the limits go without; the user can ask for them later. */
async function openValidations(
  deps: UsersDependencies,
  trx: Transaction<Database>,
  { username, emailaddresses }: NewUser,
  actor: Actor,
): Promise<void> {
  const addresses = new Set(emailaddresses.map(({ emailaddress }) => normalEmailAddress(emailaddress)));
  for (const address of addresses) {
    const request = { username, address, language: 'en' } as const;
    await startEmailValidation(trx, deps, actor, request).catch(ignoreLimit);
  }
}

function ignoreLimit(error: unknown): undefined {
  if (!(error instanceof TooManyRequests)) throw error;
}
