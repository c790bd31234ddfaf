import type { Sealing } from '../crypto/sealing.ts';
import { equalSecrets } from '../crypto/tokens.ts';
import type { Session } from '../sessions/session.ts';
import type { AuthorizeRequest } from './authorization-request.ts';

/**
 * `reauthenticate_after=<milliseconds>.<keyed hash>` says since when a request waits for a new sign-in. It travels
 * through the sign-in pages and back, so that `prompt=login` is neither asked for ever nor skipped: only a sign-in
 * after that moment counts, and no client can forge one.
 */
export const reauthenticationParameter = 'reauthenticate_after';

/** How long the user may take. */
const lifetimeMilliseconds = 3_600_000;

/** Whether a request must not be answered from an old sign-in alone (OpenID Connect Core, section 3.1.2.1). */
export function demandsSignIn(request: AuthorizeRequest): boolean {
  return demandsNewSignIn(request) || request.maxAgeSeconds !== undefined;
}

function demandsNewSignIn({ prompt }: AuthorizeRequest): boolean {
  return prompt.has('login') || prompt.has('select_account') || prompt.has('create');
}

/** Whether a session meets what the request demands about the age of the sign-in. */
export function isSignedInWell(
  sealing: Sealing,
  request: AuthorizeRequest,
  session: Session,
  now: Date,
): boolean {
  const signedIn = session.authenticatedAt?.getTime() ?? 0;
  const since = waitingSince(sealing, request, now);
  if (since !== undefined && signedIn >= since) return true;
  if (demandsNewSignIn(request)) return false;
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
