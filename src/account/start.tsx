import type { VNode } from 'preact';
import type { PageHandler } from '../pages/endpoint.tsx';
import type { Visit } from '../pages/visit.ts';
import { findMethods, type Methods } from '../sign-in/methods.ts';
import type { SignInParts } from '../sign-in/parts.ts';
import { findUser } from '../users/queries.ts';
import type { UserRow } from '../users/tables.ts';

const fewRecoveryCodes = 3;

/** `GET /`: for who is signed in the account, for others what this is. */
export function startPage({ db }: SignInParts): PageHandler {
  return async (visit) => {
    const session = await visit.session('interactive');
    const user = session?.username ? await findUser(db, session.username) : undefined;
    const scripts = ['legacy-links.js'];
    if (!user) return { page: { title: '', content: <Pitch visit={visit} />, scripts } };
    const methods = await findMethods(db, user.username);
    const title = visit.translate('start.account');
    return { page: { title, content: <Overview visit={visit} user={user} methods={methods} />, scripts } };
  };
}

function Pitch({ visit: { translate } }: { visit: Visit }): VNode {
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

interface OverviewProps {
  readonly visit: Visit;
  readonly user: UserRow;
  readonly methods: Methods;
}

function Overview({ visit: { translate }, user, methods }: OverviewProps): VNode {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
  const isLow = methods.recoveryCodes > 0 && methods.recoveryCodes <= fewRecoveryCodes;
  return (
    <section class="card">
      <h1>{translate('start.hello', { name: name || user.username })}</h1>
      <p>{translate('start.username', { username: user.username })}</p>
      {isLow && <p>{translate('start.fewCodes', { count: methods.recoveryCodes })}</p>}
      <ul class="links">
        <li>
          <a href="/account/sessions">{translate('sessions.title')}</a>
        </li>
        <li>
          <a href="/account/security/passkeys">{translate('passkeys.title')}</a>
        </li>
        <li>
          <a href="/logout">{translate('layout.signOut')}</a>
        </li>
      </ul>
    </section>
  );
}
