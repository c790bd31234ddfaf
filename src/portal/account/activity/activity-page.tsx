import type { VNode } from 'preact';
import { type Activity, type EventCursor, listActivity } from '../../../audit/activity-queries.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { type Entry, EntryList, Paging } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { findApiKeyLabels } from '../../../users/api-keys/queries.ts';
import { eventText } from '../../event-text.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';
import { type ActivityGroup, activityGroups, groupNames } from './groups.ts';

export const activityPath = '/account/activity';

const pageSize = 25;

/**
 * `GET /account/activity`: the events of the account. `show` selects a group; `before` is the cursor for the next page.
 */
export function activityPage(deps: Pick<SignInDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate, query } = page;
    const group = groupNames.find((name) => name === query.get('show'));
    const filter = { limit: pageSize + 1, ...(group && { events: activityGroups[group] }) };
    const before = cursorIn(query.get('before') ?? '');
    const found = await listActivity(deps.db, session.username, { ...filter, ...(before && { before }) });
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    const keys = shown.some(({ clientId }) => clientId !== null)
      ? await findApiKeyLabels(deps.db, session.username)
      : new Map<string, string>();
    const title = translate('activity.title');
    const content = (
      <>
        <p class="lead">{translate('activity.text')}</p>
        <Filter page={page} group={group} />
        <EntryList
          id="events"
          entries={shown.map((event) => entryOf(page, event, keys))}
          none={translate('activity.none')}
        />
        <Paging
          page={page}
          newer={before && addressOf(group)}
          older={last && addressOf(group, `${last.occurredAt.getTime()}.${last.eventId}`)}
        />
      </>
    );
    return { page: await portalView(deps, { page, session, active: 'activity', title, content }) };
  });
}

function cursorIn(text: string): EventCursor | undefined {
  const [, milliseconds, eventId] = /^(\d{1,15})\.([\w-]{1,80})$/.exec(text) ?? [];
  return eventId === undefined ? undefined : { occurredAt: new Date(Number(milliseconds)), eventId };
}

function addressOf(group: ActivityGroup | undefined, before?: string): string {
  const query = new URLSearchParams({ ...(group && { show: group }), ...(before && { before }) });
  return query.size === 0 ? activityPath : `${activityPath}?${query}`;
}

function Filter({ page, group }: { page: PageRequest; group: ActivityGroup | undefined }): VNode {
  const { translate } = page;
  return (
    <nav class="filter" aria-label={translate('activity.filter')}>
      {[undefined, ...groupNames].map((name) => (
        <a key={name} href={addressOf(name)} aria-current={name === group ? 'true' : undefined}>
          {translate(`activity.group.${name ?? 'all'}`)}
        </a>
      ))}
    </nav>
  );
}

/** @param keys labels of the user's API keys by application id */
function entryOf(page: PageRequest, event: Activity, keys: ReadonlyMap<string, string>): Entry {
  const { translate } = page;
  const text = eventText(translate, event);
  const { eventId, occurredAt, username, actor, clientId, userAgent, maskedIp } = event;
  const isByOther = actor !== null && actor !== username && actor !== clientId;
  const facts = [
    userAgent,
    maskedIp,
    isByOther ? translate('activity.by', { actor }) : '',
    clientId === null ? '' : throughText(page, clientId, keys.get(clientId)),
  ].filter((fact) => fact !== '');
  const notMe = {
    href: `${activityPath}/${eventId}/not-me`,
    text: translate('activity.notMe'),
    label: translate('activity.notMe.label', { event: text }),
  };
  return {
    key: eventId,
    title: text,
    details: (
      <p>
        <Time page={page} at={occurredAt} />
        {facts.map((fact) => ` · ${fact}`)}
      </p>
    ),
    actions: isByOther ? [] : [notMe],
  };
}

function throughText({ translate }: PageRequest, client: string, key: string | undefined): string {
  return key === undefined
    ? translate('activity.through', { client })
    : translate('activity.throughKey', { label: key });
}
