import type { UserSession } from '../../../sessions/session.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { findProfile } from '../../../users/profile-queries.ts';
import { findKind } from '../../entries/kinds.ts';
import type { ProfileKind, ShownEntry } from '../../entries/profile-kind.ts';
import { forSignedIn, reauthentication } from '../signed-in.ts';
import type { ProfileDependencies } from './dependencies.ts';

/** A request for a profile page about one kind of entry. */
export interface KindPage {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly kind: ProfileKind;
}

export interface EntryPage extends KindPage {
  readonly entry: ShownEntry;
}

/** A page about the kind of entry in the URL. Asks for recent authentication if the kind needs it. */
export function forKind(handle: (at: KindPage) => Promise<PageResponse> | PageResponse): PageHandler {
  return forSignedIn((page, session) => {
    const kind = findKind(String(page.request.params.kind));
    if (!kind) return errorPage(page, 404);
    const first = kind.needsStepUp ? reauthentication(page, session) : undefined;
    return first ?? handle({ page, session, kind });
  });
}

/** A page about the user's entry in the URL. */
export function forEntry(
  { db, publicUrl }: ProfileDependencies,
  handle: (at: EntryPage) => Promise<PageResponse> | PageResponse,
): PageHandler {
  return forKind(async (at) => {
    const profile = await findProfile(db, at.session.username);
    const label = String(at.page.request.params.label);
    const entry = profile && at.kind.list(profile, publicUrl).find((each) => each.label === label);
    return entry ? handle({ ...at, entry }) : errorPage(at.page, 404);
  });
}
