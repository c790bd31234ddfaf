import type { VNode } from 'preact';
import { listLastEvents, type PastEvent } from '../../audit/queries.ts';
import { type AccountDetails, findAccountDetails } from '../../operators/accounts/queries.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import { sessionEntry } from '../../portal/account/sessions.tsx';
import { listSessions } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/session.ts';
import { Form, Submit } from '../../ui/components.tsx';
import { DangerZone } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { type Entry, EntryList } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import { auditPath } from '../audit/filter.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { organizationPath } from '../organizations/paths.ts';
import { adminResponse } from '../view.tsx';
import { AccountCard } from './account-card.tsx';
import { actsOn, dangerousActs, isDangerous } from './acts.ts';
import { type UserActName, userPath, usersPath } from './paths.ts';
import { StateBadges } from './state-badge.tsx';

const maximumShown = 15;
const signInsShown = 5;

/** `GET /admin/users/{username}`: state, factors, sessions, latest sign-ins and organizations of a user. */
export function userPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const { translate } = page;
    const { db } = deps;
    const username = String(page.request.params.username);
    const account = await findAccountDetails(db, username, page.now);
    if (!account) return errorPage(page, 404);
    const sessions = await listSessions(db, username, page.now);
    const signIns = await listLastEvents(db, { username, event: 'signin.succeeded', limit: signInsShown });
    const organizations = (await listOrganizationsOfUser(db, username)).map(({ globalid }) => globalid);
    const [isOwn, hasMail] = [username === session.username, deps.messages.channels.mail];
    const heading = (
      <>
        {username} <StateBadges page={page} account={account} />
      </>
    );
    const content = (
      <>
        <AccountCard page={page} account={account}>
          <a href={auditPath({ user: username })}>{translate('adminUsers.audit')}</a>
        </AccountCard>
        <Sessions page={page} sessions={sessions} />
        <SignIns page={page} signIns={signIns} />
        <Organizations page={page} globalids={organizations} />
        <Acts page={page} account={account} acts={actsOn(account, { isOwn, hasMail })} />
      </>
    );
    const breadcrumb = [{ title: translate('adminUsers.title'), href: usersPath }];
    return adminResponse(deps, request, {
      active: 'users',
      title: username,
      heading,
      breadcrumb,
      content,
    });
  });
}

function Sessions({ page, sessions }: { page: PageRequest; sessions: readonly Session[] }): VNode {
  const { translate } = page;
  const entries = sessions.slice(0, maximumShown).map((session) => sessionEntry(page, session));
  return (
    <EntryList
      id="sessions"
      title={translate('adminUsers.sessions', { count: sessions.length })}
      entries={entries}
      none={translate('adminUsers.sessions.none')}
    />
  );
}

function SignIns({ page, signIns }: { page: PageRequest; signIns: readonly PastEvent[] }): VNode {
  const { translate } = page;
  const entries: Entry[] = signIns.map(({ eventId, occurredAt, userAgent, maskedIp }) => ({
    key: eventId,
    title: <Time page={page} at={occurredAt} />,
    details: [userAgent || translate('sessions.unknownBrowser'), maskedIp].filter(Boolean).join(' · '),
  }));
  return (
    <EntryList
      id="sign-ins"
      title={translate('adminUsers.signIns')}
      entries={entries}
      none={translate('adminUsers.signIns.none')}
    />
  );
}

function Organizations({ page, globalids }: { page: PageRequest; globalids: readonly string[] }): VNode {
  const { translate } = page;
  const entries: Entry[] = globalids
    .slice(0, maximumShown)
    .map((globalid) => ({ key: globalid, title: <a href={organizationPath(globalid)}>{globalid}</a> }));
  return (
    <EntryList
      id="organizations"
      title={translate('adminUsers.organizations', { count: globalids.length })}
      entries={entries}
      none={translate('adminUsers.organizations.none')}
    />
  );
}

interface ActsProps {
  readonly page: PageRequest;
  readonly account: AccountDetails;
  readonly acts: readonly UserActName[];
}

/** Dangerous acts lead to a confirmation page; the others are forms. */
function Acts({ page, account, acts: names }: ActsProps): VNode {
  const { translate } = page;
  const { username } = account;
  const dangerous = dangerousActs.filter((name) => names.includes(name));
  return (
    <>
      {names
        .filter((name) => !isDangerous(name))
        .map((name) => (
          <section key={name} class="card">
            <h2>{translate(`adminUsers.${name}`)}</h2>
            <p>{translate(`adminUsers.${name}.text`)}</p>
            <Form page={page} action={userPath(username, name)}>
              <Submit kind="quiet">{translate(`adminUsers.${name}.submit`)}</Submit>
            </Form>
          </section>
        ))}
      {dangerous.length > 0 && (
        <DangerZone
          page={page}
          actions={dangerous.map((name) => ({
            title: translate(`adminUsers.${name}`),
            text: translate(`adminUsers.${name}.text`),
            href: userPath(username, name),
            label: translate(`adminUsers.${name}.submit`),
          }))}
        />
      )}
    </>
  );
}
