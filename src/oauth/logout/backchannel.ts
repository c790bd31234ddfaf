import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../base/clock.ts';
import { NotDelivered } from '../../base/failure.ts';
import type { JwtClaims } from '../../crypto/jwt.ts';
import { sendPublic, UnusableReply } from '../../fetch/exchange.ts';
import { isTrustedAddress, type TrustedAddresses } from '../../fetch/trusted-addresses.ts';
import { findLogoutReceiver, type LogoutReceiver } from '../../organizations/api-keys/queries.ts';
import type { RecordRefusedRequest } from '../../organizations/client-log/client-log.ts';
import type { Attempt, Logout, SendLogout } from '../../outbox/logout.ts';
import type { Database } from '../../schema.ts';
import type { KeyRing } from '../../tokens/key-ring.ts';

export interface BackchannelDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly idTokenIssuer: string;
  readonly signJwt: KeyRing['sign'];
  readonly recordRefused: RecordRefusedRequest;
  readonly addresses: TrustedAddresses;
}

/** The `typ` of logout tokens, which distinguishes them from ID tokens. */
export const logoutTokenType = 'logout+jwt';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
/** Section 2.4 recommends two minutes at most. Each attempt has its own token. */
const tokenSeconds = 120;
const timeout = 5_000;

/**
 * Tells a client that a session has ended (OpenID Connect Back-Channel Logout 1.0, section 2.5). Status 400 and a
 * refused address are permanent failures; all others are retried for a while. The client's log has the first and the
 * last failure.
 */
export function createLogoutSender(deps: BackchannelDependencies): SendLogout {
  return async (logout, attempt) => {
    const receiver = await findLogoutReceiver(deps.db, logout);
    if (!receiver) return;
    const reason = await post(deps, receiver, await logoutToken(deps, logout, receiver));
    if (reason === undefined) return;
    const isPermanent = permanent.includes(reason);
    if (attempt.isFirst || attempt.isLast || isPermanent)
      await recordFailure(deps, logout, receiver, {
        reason,
        isFinal: isPermanent || attempt.isLast,
        attempt,
      });
    throw new NotDelivered('unavailable', { reason, isPermanent });
  };
}

const permanent = ['status 400', 'ADDRESS_REFUSED'];

/** @returns the reason for the failure; undefined on success */
async function post(
  { addresses }: BackchannelDependencies,
  { backchannelLogoutUri }: LogoutReceiver,
  token: string,
): Promise<string | undefined> {
  const body = new URLSearchParams({ logout_token: token }).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  try {
    const url = new URL(backchannelLogoutUri);
    const outgoing = { method: 'POST', headers, body, timeout } as const;
    const status = await sendPublic(url, isTrustedAddress(addresses, url), outgoing);
    return status >= 200 && status < 300 ? undefined : `status ${status}`;
  } catch (error) {
    if (error instanceof UnusableReply) return error.reason;
    throw error;
  }
}

/**
 * A logout token (section 2.4): signed like the ID tokens of the client, without any claim that only ID tokens have.
 */
function logoutToken(
  { idTokenIssuer, clock, signJwt }: BackchannelDependencies,
  { globalid, username, sid }: Logout,
  { algorithm }: LogoutReceiver,
): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000);
  const claims: JwtClaims = {
    iss: idTokenIssuer,
    sub: username,
    aud: globalid,
    iat: issuedAt,
    exp: issuedAt + tokenSeconds,
    jti: randomUUID(),
    events: { [logoutEvent]: {} },
    ...(sid !== undefined && { sid }),
  };
  return signJwt(claims, algorithm, logoutTokenType);
}

interface Failure {
  readonly reason: string;
  /** Whether no further attempt follows. */
  readonly isFinal: boolean;
  readonly attempt: Attempt;
}

function recordFailure(
  { recordRefused, clock }: BackchannelDependencies,
  { globalid: clientId }: Logout,
  { backchannelLogoutUri }: LogoutReceiver,
  { reason, isFinal, attempt: { messageId } }: Failure,
): Promise<void> {
  const [what, next] = [explanations[reason] ?? reason, isFinal ? 'Not tried again.' : 'Tried again.'];
  const words = `The back-channel logout address did not take a logout: ${what}. ${next}`;
  const refused = { step: 'logout', clientId, error: reason, reason: words, requestId: messageId } as const;
  return recordRefused({ ...refused, redirectUri: backchannelLogoutUri }, clock.now());
}

/** Explanations for the developers of the client, in English. */
const explanations: Readonly<Record<string, string>> = {
  ADDRESS_REFUSED:
    'only public addresses are asked, by HTTPS on its usual port, unless IYO_LOGOUT_ORIGINS names the origin',
  TIMEOUT: 'no answer within five seconds',
};
