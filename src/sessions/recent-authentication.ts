import type { Session } from './session.ts';

/** For how many seconds an authentication counts as recent. */
export const recentSeconds = 600;

/** Whether the user of a session signed in or reauthenticated within the last ten minutes (RFC 9470: step-up). */
export function isRecentlyAuthenticated(
  { reauthenticatedAt }: Pick<Session, 'reauthenticatedAt'>,
  now: Date,
): boolean {
  return reauthenticatedAt !== null && now.getTime() - reauthenticatedAt.getTime() <= recentSeconds * 1000;
}
