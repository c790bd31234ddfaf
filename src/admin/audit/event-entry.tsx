import { Fragment } from 'preact';
import type { AuditEvent } from '../../audit/queries.ts';
import { eventText } from '../../portal/event-text.ts';
import type { Entry } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import { organizationPath } from '../organizations/paths.ts';
import { userPath } from '../users/paths.ts';

/**
 * An audit event as operators see it: what happened, to whom, by whom, from where, and the request id that
 * leads to the log.
 */
export function eventEntry(page: PageRequest, event: AuditEvent): Entry {
  const { translate } = page;
  const { eventId, occurredAt, username, globalid, actor, clientId } = event;
  const facts = [
    actor === null || actor === username ? '' : translate('activity.by', { actor }),
    clientId === null || clientId === actor ? '' : translate('activity.through', { client: clientId }),
    event.userAgent,
    event.maskedIp,
    event.event,
    event.requestId,
  ].filter((fact) => fact !== '');
  return {
    key: eventId,
    title: eventText(translate, event),
    marks: (
      <>
        {username !== null && <a href={userPath(username)}>{username}</a>}{' '}
        {globalid !== null && <a href={organizationPath(globalid)}>{globalid}</a>}
      </>
    ),
    details: (
      <p>
        <Time page={page} at={occurredAt} />
        {facts.map((fact) => (
          <Fragment key={fact}>
            {' · '}
            <span class="whole">{fact}</span>
          </Fragment>
        ))}
      </p>
    ),
  };
}
