import type { Sealing } from '../crypto/sealing.ts';
import { equalSecrets } from '../crypto/tokens.ts';
import type { Session } from '../sessions/session.ts';
import type { AuthorizeRequest } from './authorization-request.ts';

/**
 * `reauthenticate_after=<milliseconds>.<keyed hash>` is the time since which a request has waited for a new
 * sign-in. The parameter travels through the sign-in pages and back. Only a sign-in after that time satisfies
 * `prompt=login`, so it is asked for exactly once, and no client can forge the time.
 */
export const reauthenticationParameter = 'reauthenticate_after';

/** How long the user may take to sign in. */
const lifetimeMilliseconds = 3_600_000;

/** Whether an old sign-in alone is not enough for a request (OpenID Connect Core, section 3.1.2.1). */
export function requiresSignIn(request: AuthorizeRequest): boolean {
  return requiresNewSignIn(request) || request.maxAgeSeconds !== undefined;
}

function requiresNewSignIn({ prompt }: AuthorizeRequest): boolean {
  return prompt.has('login') || prompt.has('select_account') || prompt.has('create');
}

/** Whether a session is recent enough for what the request demands. */
export function isSignInSufficient(
  sealing: Sealing,
  request: AuthorizeRequest,
  session: Session,
  now: Date,
): boolean {
  const signedIn = session.authenticatedAt?.getTime() ?? 0;
  const since = waitingSince(sealing, request, now);
  if (since !== undefined && signedIn >= since) return true;
  if (requiresNewSignIn(request)) return false;
  const { maxAgeSeconds } = request;
  return maxAgeSeconds === undefined || now.getTime() - signedIn <= maxAgeSeconds * 1000;
}

export function reauthenticationValue(sealing: Sealing, clientId: string, now: Date): string {
  const since = String(now.getTime());
  return `${since}.${hashOf(sealing, since, clientId).toString('base64url')}`;
}

function waitingSince(sealing: Sealing, { parameters, clientId }: AuthorizeRequest, now: Date) {
  const [since = '', hash = ''] = (parameters.get(reauthenticationParameter) ?? '').split('.');
  if (!equalSecrets(hash, hashOf(sealing, since, clientId).toString('base64url'))) return undefined;
  return now.getTime() - Number(since) <= lifetimeMilliseconds ? Number(since) : undefined;
}

function hashOf(sealing: Sealing, since: string, clientId: string): Buffer {
  return sealing.keyedHash(`${since} ${clientId}`, 'reauthenticate');
}
