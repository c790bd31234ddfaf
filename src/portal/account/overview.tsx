import type { Kysely } from 'kysely';
import type { ComponentChildren, VNode } from 'preact';
import { listLastEvents, type PastEvent } from '../../audit/queries.ts';
import { findMethods } from '../../authentication/sign-in/methods.ts';
import { listLastAuthorizations, type UsedAuthorization } from '../../consents/queries.ts';
import { listHomePages } from '../../organizations/api-keys/queries.ts';
import {
  findMembershipSummary,
  type MembershipSummary,
} from '../../organizations/members/summary-queries.ts';
import type { Database } from '../../schema.ts';
import type { UserSession } from '../../sessions/session.ts';
import { Alert } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { findNoticeTarget } from '../../users/notices/queries.ts';
import { findUser, type User } from '../../users/queries.ts';
import { organizationPath, organizationsOffered, viewOf } from '../frame.tsx';
import { accountPath } from '../menu.ts';
import { newOrganizationPath, organizationsPath } from '../organizations/paths.ts';
import { HomePageLink } from './apps/home-page-link.tsx';
import { appsPath } from './apps/paths.ts';
import { type Check, checksOf, fewRecoveryCodes, type SafetyFacts } from './next-step.ts';
import { notificationsPath } from './notifications/paths.ts';
import { recoveryPath } from './security/overview.tsx';
import { forSignedIn } from './signed-in.ts';

interface Facts extends SafetyFacts {
  readonly user: User | undefined;
  readonly summary: MembershipSummary;
  readonly applications: readonly UsedAuthorization[];
  /** Of these applications. */
  readonly homePages: ReadonlyMap<string, string>;
  /** The most recent ones. */
  readonly signIns: readonly PastEvent[];
}

const shownApplications = 3;
const shownSignIns = 3;

/** `GET /account`: the state of the account, and the next step that makes it safer. */
export function overviewPage({ db }: { readonly db: Kysely<Database> }): PageHandler {
  return forSignedIn(async (page, session) => {
    const facts = await findFacts(db, session);
    const title = page.translate('start.account');
    const content = <Overview page={page} session={session} facts={facts} />;
    const name = [facts.user?.firstName, facts.user?.lastName].filter(Boolean).join(' ');
    const heading = page.translate('start.hello', { name: name || session.username });
    const view = { page, session, active: 'overview', title, heading, content } as const;
    return { page: viewOf({ ...view, scripts: ['legacy-links.js'] }, facts.summary) };
  });
}

async function findFacts(db: Kysely<Database>, { username }: UserSession): Promise<Facts> {
  const applications = await listLastAuthorizations(db, username, shownApplications);
  return {
    user: await findUser(db, username),
    methods: await findMethods(db, username),
    emailAddresses: (await findNoticeTarget(db, username))?.emailAddresses.length ?? 0,
    summary: await findMembershipSummary(db, username, organizationsOffered),
    applications,
    homePages: await listHomePages(
      db,
      applications.map(({ client }) => client),
    ),
    signIns: await listLastEvents(db, { username, event: 'signin.succeeded', limit: shownSignIns }),
  };
}

interface OverviewProps {
  readonly page: PageRequest;
  readonly session: UserSession;
  readonly facts: Facts;
}

function Overview({ page, session, facts }: OverviewProps): VNode {
  const { summary, signIns, methods } = facts;
  const { translate } = page;
  const { invitations, organizations } = summary;
  const { recoveryCodes } = methods;
  return (
    <>
      <p class="lead">{translate('start.username', { username: session.username })}</p>
      {invitations > 0 && (
        <Alert kind="info">
          <a href={notificationsPath}>{translate('start.invitations', { count: invitations })}</a>
        </Alert>
      )}
      {recoveryCodes > 0 && recoveryCodes <= fewRecoveryCodes && (
        <Alert kind="info">
          <a href={recoveryPath}>{translate('start.fewCodes', { count: recoveryCodes })}</a>
        </Alert>
      )}
      <Safety page={page} checks={checksOf(facts)} />
      <div class="tiles">
        <Applications page={page} facts={facts} />
        {accountPath('organizations') !== undefined && (
          <Organizations page={page} organizations={organizations} />
        )}
        <SignIns page={page} signIns={signIns} />
      </div>
    </>
  );
}

/**
 * The next step as a button, and all steps in a collapsed list. Completed steps are marked by text, not by colour
 * alone.
 */
function Safety({ page: { translate }, checks }: { page: PageRequest; checks: readonly Check[] }): VNode {
  const next = checks.find(({ isDone, href }) => !isDone && href !== undefined);
  const done = checks.filter(({ isDone }) => isDone).length;
  return (
    <section class="card" aria-labelledby="safety">
      <div class="card-head">
        <h2 id="safety">{translate('checklist.title')}</h2>
        <span class="hint">{translate('checklist.progress', { done, all: checks.length })}</span>
      </div>
      {next?.href !== undefined ? (
        <div class="next-step">
          <p>
            <strong>{translate(`checklist.${next.name}`)}</strong>
            <br />
            {translate(`checklist.${next.name}.why`)}
          </p>
          <a class="button primary" href={next.href}>
            {translate(`checklist.${next.name}.do`)}
          </a>
        </div>
      ) : (
        done === checks.length && <p>{translate('checklist.complete')}</p>
      )}
      <details class="fold">
        <summary>{translate('checklist.all')}</summary>
        <ul class="rows">
          {checks.map((check) => (
            <li key={check.name}>
              <CheckView translate={translate} check={check} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function CheckView({
  translate,
  check: { name, isDone, href },
}: {
  translate: PageRequest['translate'];
  check: Check;
}): VNode {
  return (
    <>
      {href === undefined ? (
        translate(`checklist.${name}`)
      ) : (
        <a href={href}>{translate(`checklist.${name}`)}</a>
      )}
      <p class="hint">{translate(isDone ? 'checklist.done' : `checklist.${name}.why`)}</p>
    </>
  );
}

interface TileProps {
  readonly id: string;
  readonly title: string;
  /** Shown when the list is empty. */
  readonly none: string;
  readonly href: string;
  readonly more: string;
  readonly rows: readonly { readonly key: string; readonly content: ComponentChildren }[];
}

function Tile({ id, title, none, href, more, rows }: TileProps): VNode {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 && <p class="none">{none}</p>}
      <ul class="rows">
        {rows.map(({ key, content }) => (
          <li key={key}>{content}</li>
        ))}
      </ul>
      <p>
        <a href={href}>{more}</a>
      </p>
    </section>
  );
}

function Applications({
  page,
  facts: { applications, homePages },
}: {
  page: PageRequest;
  facts: Pick<Facts, 'applications' | 'homePages'>;
}): VNode {
  const { translate } = page;
  const rows = applications.map(({ client, usedAt }) => ({
    key: client,
    content: (
      <>
        {client} <HomePageLink page={page} client={client} homePage={homePages.get(client)} />
        <p class="hint">
          <RichText page={page} text="overview.used" values={{ at: <Time page={page} at={usedAt} /> }} />
        </p>
      </>
    ),
  }));
  return (
    <Tile
      id="applications"
      title={translate('overview.applications')}
      none={translate('apps.none')}
      href={appsPath}
      more={translate('overview.applications.all')}
      rows={rows}
    />
  );
}

function Organizations({
  page: { translate },
  organizations,
}: {
  page: PageRequest;
  organizations: MembershipSummary['organizations'];
}): VNode {
  const rows = organizations.map(({ globalid, role }) => ({
    key: globalid,
    content: (
      <>
        <a href={organizationPath(globalid)}>{globalid}</a>{' '}
        <Badge kind="plain">{translate(`overview.role.${role}`)}</Badge>
      </>
    ),
  }));
  return (
    <Tile
      id="organizations"
      title={translate('menu.organizations')}
      none={translate('overview.organizations.none')}
      {...(rows.length === 0
        ? { href: newOrganizationPath, more: translate('org.new.title') }
        : { href: organizationsPath, more: translate('menu.allOrganizations') })}
      rows={rows}
    />
  );
}

function SignIns({ page, signIns }: { page: PageRequest; signIns: readonly PastEvent[] }): VNode {
  const { translate } = page;
  const rows = signIns.map(({ eventId, occurredAt, userAgent, maskedIp }) => ({
    key: eventId,
    content: (
      <>
        {userAgent || translate('account.unknownBrowser')}
        <p class="hint">
          <Time page={page} at={occurredAt} />, {maskedIp}
        </p>
      </>
    ),
  }));
  return (
    <Tile
      id="sign-ins"
      title={translate('overview.signIns')}
      none={translate('overview.signIns.none')}
      href="/account/sessions"
      more={translate('overview.signIns.all')}
      rows={rows}
    />
  );
}
