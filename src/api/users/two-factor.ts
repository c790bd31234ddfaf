import type { Kysely, Transaction } from 'kysely';
import type { UserTwoFactorService } from '../../../generated/services.ts';
import { recordEvent } from '../../audit/record-event.ts';
import {
  deleteTotpSecret,
  findSecondFactors,
  upsertTotpSecret,
} from '../../authentication/authenticator/queries.ts';
import { toTwoFAMethods, totpIssuer } from '../../authentication/authenticator/views.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { generateTotpSecret, verifyTotp } from '../../crypto/totp.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts, forgetAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { tellFactorChange } from '../../users/notices/security-changes.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import { clearUserExpiry, lockUser } from '../../users/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserTwoFactorDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly messages: NoticeDependencies['messages'];
}

/** Where a sealed secret of an authenticator application belongs. */
export function totpSecretContext(username: string): string {
  return `user_totp_secret:${username}`;
}

export function createUserTwoFactorService(
  deps: UserTwoFactorDependencies,
): UserTwoFactorService<CallContext> {
  const { db, clock, sealing, publicUrl } = deps;
  return {
    async getTwoFAMethods({ path }) {
      const factors = await findSecondFactors(db, path.username);
      if (!factors) throw new NotFound('user_not_found');
      return { status: 200, body: toTwoFAMethods(factors) };
    },

    async getTOTPSecret() {
      const secret = { totpcode: '', totpsecret: generateTotpSecret(), totpissuer: totpIssuer(publicUrl) };
      return { status: 200, body: secret };
    },

    /** Takes any secret that is strong enough: whoever sets up an application may bring the secret along. */
    async setupTOTP({ path: { username }, body: { totpsecret, totpcode } }, context) {
      const now = clock.now();
      await countAttempts(db, now, [['wrongTotpSetups', username]]);
      const step = verifyTotp(totpsecret, totpcode, { now });
      if (step === undefined) throw new Unprocessable('invalid_totp_code');
      const sealed = sealing.seal(totpsecret, totpSecretContext(username));
      const row = { username, sealed_secret: sealed, last_accepted_step: step, enabled_at: now };
      await inTransaction(db, async (trx) => {
        await forgetAttempts(trx, [['wrongTotpSetups', username]]);
        await upsertTotpSecret(trx, row);
        await clearUserExpiry(trx, username);
        await recordEvent(trx, actorOfCall(context, now), 'totp.set', { username });
        await tellFactorChange(deps, trx, username, 'appSet', now);
      });
      return { status: 204 };
    },

    async removeTOTP({ path: { username } }, context) {
      await inTransaction(db, async (trx) => {
        if (!(await removeTotp(trx, username))) return;
        const now = clock.now();
        await recordEvent(trx, actorOfCall(context, now), 'totp.removed', { username });
        await tellFactorChange(deps, trx, username, 'appRemoved', now);
      });
      return { status: 204 };
    },
  };
}

/** @returns whether there was one. @throws Conflict `last_2fa_method` when no number is validated */
export async function removeTotp(trx: Transaction<Database>, username: string): Promise<boolean> {
  await lockUser(trx, username);
  const factors = await findSecondFactors(trx, username);
  if (!factors?.has_totp) return false;
  if (factors.phone_numbers.length === 0) throw new Conflict('last_2fa_method');
  await deleteTotpSecret(trx, username);
  return true;
}
