import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import { findMethods, type Methods } from '../../authentication/sign-in/methods.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import type { Database } from '../../schema.ts';
import { Alert } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { findNoticeTarget } from '../../users/notices/queries.ts';
import { findUser, type User } from '../../users/queries.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { appsPath } from './apps/apps-page.tsx';
import { dataPath } from './data/paths.ts';
import { notificationsPath } from './invitations.tsx';
import { linkedPath } from './linked/page.tsx';
import { preferencesPath } from './preferences.tsx';
import { appPath, recoveryPath, securityPath } from './security/overview.tsx';

const fewRecoveryCodes = 3;

/** `GET /`: for who is signed in the account, for others what this is. */
export function startPage({ db }: SignInDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    const user = session?.username ? await findUser(db, session.username) : undefined;
    const scripts = ['legacy-links.js'];
    if (!user) return { page: { title: '', content: <Pitch page={page} />, scripts } };
    const facts = await findFacts(db, user);
    const title = page.translate('start.account');
    return { page: { title, content: <Overview page={page} facts={facts} />, scripts } };
  };
}

function Pitch({ page: { translate } }: { page: PageRequest }): VNode {
  return (
    <section class="card">
      <h1>{translate('start.title')}</h1>
      <p class="lead">{translate('start.pitch')}</p>
      <p class="actions">
        <a class="button primary" href="/login">
          {translate('signIn.title')}
        </a>
        <a class="button quiet" href="/register">
          {translate('signIn.register')}
        </a>
      </p>
    </section>
  );
}

interface Facts {
  readonly user: User;
  readonly methods: Methods;
  /** Validated ones. */
  readonly emailAddresses: number;
  /** Organizations that wait for an answer. */
  readonly invitations: number;
}

async function findFacts(db: Kysely<Database>, user: User): Promise<Facts> {
  const { username } = user;
  const invitations = await listOpenInvitations(db, username);
  return {
    user,
    methods: await findMethods(db, username),
    emailAddresses: (await findNoticeTarget(db, username))?.emailAddresses.length ?? 0,
    invitations: new Set(invitations.map(({ globalid }) => globalid)).size,
  };
}

interface OverviewProps {
  readonly page: PageRequest;
  readonly facts: Facts;
}

function Overview({ page, facts }: OverviewProps): VNode {
  const { translate } = page;
  const { user, methods, invitations } = facts;
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  const isLow = methods.recoveryCodes > 0 && methods.recoveryCodes <= fewRecoveryCodes;
  return (
    <>
      <section class="card">
        <h1>{translate('start.hello', { name: name || user.username })}</h1>
        <p>{translate('start.username', { username: user.username })}</p>
        {invitations > 0 && (
          <Alert kind="info">
            <a href={notificationsPath}>{translate('start.invitations', { count: invitations })}</a>
          </Alert>
        )}
        {isLow && <p>{translate('start.fewCodes', { count: methods.recoveryCodes })}</p>}
        <Links page={page} />
      </section>
      <Checklist page={page} facts={facts} />
    </>
  );
}

function Links({ page: { translate } }: { page: PageRequest }): VNode {
  const links = [
    [securityPath, 'security.title'],
    ['/account/sessions', 'sessions.title'],
    [appsPath, 'apps.title'],
    [linkedPath, 'linked.title'],
    [notificationsPath, 'notifications.title'],
    [preferencesPath, 'preferences.title'],
    [dataPath, 'data.title'],
    ['/logout', 'layout.signOut'],
  ] as const;
  return (
    <ul class="links">
      {links.map(([href, text]) => (
        <li key={href}>
          <a href={href}>{translate(text)}</a>
        </li>
      ))}
    </ul>
  );
}

/** What would make the account safer; what is done is shown too, in words and not by colour alone. */
function Checklist({ page: { translate }, facts }: OverviewProps): VNode {
  const { methods, emailAddresses } = facts;
  const checks = [
    ['email', emailAddresses > 0, undefined],
    ['phone', methods.numbers.length > 1, undefined],
    ['app', methods.hasApp, appPath],
    ['passkey', methods.hasPasskey, `${securityPath}/passkeys`],
    ['codes', methods.recoveryCodes > 0, recoveryPath],
  ] as const;
  const isComplete = checks.every(([, isDone]) => isDone);
  return (
    <section class="card">
      <h2>{translate('checklist.title')}</h2>
      {isComplete && <p>{translate('checklist.complete')}</p>}
      <ul class="rows">
        {checks.map(([name, isDone, href]) => (
          <li key={name}>
            {isDone || href === undefined ? (
              translate(`checklist.${name}`)
            ) : (
              <a href={href}>{translate(`checklist.${name}`)}</a>
            )}
            <p class="hint">{translate(isDone ? 'checklist.done' : `checklist.${name}.why`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
