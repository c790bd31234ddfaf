import type { Kysely } from 'kysely';
import type { UsersService } from '../../../generated/services.ts';
import type { User } from '../../../generated/types.ts';
import { changePassword, type PasswordDependencies } from '../../authentication/passwords/acts.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import { changeName, createUser } from '../../users/acts.ts';
import { findProfile } from '../../users/profile-queries.ts';
import { toUser } from '../../users/views.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UsersDependencies extends PasswordDependencies {
  readonly clock: Clock;
}

export function createUsersService(deps: UsersDependencies): UsersService<CallContext> {
  const { db, publicUrl } = deps;
  return {
    async createUser({ body }, context) {
      await createUser(deps, actorOfCall(context, deps.clock.now()), body);
      return { status: 201, body: await readUser(db, body.username, publicUrl) };
    },

    async getUser({ path }) {
      return { status: 200, body: await readUser(db, path.username, publicUrl) };
    },

    async updateUserName({ path: { username }, body: { firstname, lastname } }, context) {
      const actor = actorOfCall(context, deps.clock.now());
      await changeName(deps, actor, { username, firstName: firstname, lastName: lastname });
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
