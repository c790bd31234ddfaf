import { type Activity, findActivity } from '../../../audit/activity-queries.ts';
import { endOtherSessions, endSession } from '../../../authentication/sessions/acts.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { eventText } from '../../event-text.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { securityPath } from '../security/overview.tsx';
import { forSignedIn } from '../signed-in.ts';
import { activityPath } from './activity-page.tsx';

type EventHandler = (page: PageRequest, session: UserSession, event: Activity) => Promise<PageResponse>;

function forEvent({ db }: SignInDependencies, handle: EventHandler): PageHandler {
  return forSignedIn(async (page, session) => {
    const event = await findActivity(db, session.username, String(page.request.params.event));
    return event ? handle(page, session, event) : errorPage(page, 404);
  });
}

/** `GET /account/activity/{event}/not-me`: explains what happens if the user did not cause an event. */
export function notMePage(deps: SignInDependencies): PageHandler {
  return forEvent(deps, async (page, session, event) => {
    const { translate } = page;
    const title = translate('activity.notMe.title');
    const what = otherSessionOf(session, event) ? 'activity.notMe.other' : 'activity.notMe.all';
    const content = (
      <Confirmation
        page={page}
        paragraphs={[eventText(translate, event), translate(what)]}
        action={`${activityPath}/${event.eventId}/not-me`}
        label={translate('activity.notMe.submit')}
        back={activityPath}
      />
    );
    const breadcrumb = [{ title: translate('activity.title'), href: activityPath }];
    return {
      page: await portalView(deps, { page, session, active: 'activity', breadcrumb, title, content }),
    };
  });
}

/**
 * `POST /account/activity/{event}/not-me`: ends the session of the event, or all other sessions, and continues to the
 * password.
 */
export function submitNotMe(deps: SignInDependencies): PageHandler {
  return forEvent(deps, async (page, session, event) => {
    const { username } = session;
    const actor = actorOfPage(page, session);
    const sessionId = otherSessionOf(session, event);
    if (sessionId === undefined) await endOtherSessions(deps, actor, username);
    else await endSession(deps, actor, { username, sessionId });
    keepNotice(page, 'notice.notMe');
    return { redirect: `${securityPath}#password-change` };
  });
}

/** The session of the event, unless it is the current one. */
function otherSessionOf(own: UserSession, { sessionId }: Activity): string | undefined {
  return sessionId === null || sessionId === own.sessionId ? undefined : sessionId;
}
