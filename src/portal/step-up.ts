import { isRecentlyAuthenticated } from '../sessions/recent-authentication.ts';
import type { Session } from '../sessions/session.ts';
import type { PageResponse } from '../ui/page-response.ts';

/**
 * Redirects a user without recent authentication (`docs/step-up.md`).
 * @param back a path of this site
 * @returns undefined for a session with recent authentication
 */
export function stepUp(session: Session, now: Date, back: string): PageResponse | undefined {
  if (isRecentlyAuthenticated(session, now)) return undefined;
  return { redirect: `/login/confirm?${new URLSearchParams({ to: back })}` };
}
