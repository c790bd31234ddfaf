import type { UserTwoFactorService } from '../../../generated/services.ts';
import {
  type AuthenticatorDependencies,
  removeAuthenticator,
  setUpAuthenticator,
} from '../../authentication/authenticator/acts.ts';
import { findSecondFactors } from '../../authentication/authenticator/queries.ts';
import { toTwoFAMethods, totpIssuer } from '../../authentication/authenticator/views.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { generateTotpSecret } from '../../crypto/totp.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserTwoFactorDependencies extends AuthenticatorDependencies {
  readonly clock: Clock;
}

export function createUserTwoFactorService(
  deps: UserTwoFactorDependencies,
): UserTwoFactorService<CallContext> {
  const { db, clock, publicUrl } = deps;
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

    async setupTOTP({ path: { username }, body: { totpsecret: secret, totpcode: code } }, context) {
      await setUpAuthenticator(deps, actorOfCall(context, clock.now()), { username, secret, code });
      return { status: 204 };
    },

    async removeTOTP({ path }, context) {
      await removeAuthenticator(deps, actorOfCall(context, clock.now()), path.username);
      return { status: 204 };
    },
  };
}
