import { withdrawAuthorization, withdrawItem } from '../../../authorization-requests/consent/acts.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';
import { appsPath } from './apps-page.tsx';

/** `POST /account/apps`: withdraws one item from an organization, or all of them with every token. */
export function submitWithdrawal({ db }: Pick<SignInDependencies, 'db'>): PageHandler {
  return forSignedIn(async (page, session) => {
    const { client = '', item, all } = page.submission.values;
    const parties = { username: session.username, client };
    const actor = actorOfPage(page, session);
    if (all !== undefined) await withdrawAuthorization({ db }, actor, parties);
    if (item !== undefined) await withdrawItem({ db }, actor, parties, item);
    return { redirect: appsPath };
  });
}
