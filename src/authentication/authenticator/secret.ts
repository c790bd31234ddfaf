import type { Sealing } from '../../crypto/sealing.ts';
import type { TotpSecret } from './queries.ts';

/** Seals the secret of an authenticator, bound to its user's row. */
export function sealTotpSecret(sealing: Sealing, username: string, secret: string): Buffer {
  return sealing.seal(secret, contextOf(username));
}

export function openTotpSecret(
  sealing: Sealing,
  { username, sealedSecret }: Pick<TotpSecret, 'username' | 'sealedSecret'>,
): string {
  return sealing.open(sealedSecret, contextOf(username));
}

function contextOf(username: string): string {
  return `user_totp_secret:${username}`;
}
