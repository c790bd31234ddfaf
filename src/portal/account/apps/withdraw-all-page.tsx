import { withdrawAuthorization } from '../../../authorization-requests/consent/authorization-acts.ts';
import { sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { itemText } from '../../../authorization-requests/consent/item-texts.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forApp } from './app-page.tsx';
import { appPath, appsPath } from './paths.ts';

const itemsNamed = 20;

/** `GET /account/apps/{client}/withdraw`: asks for confirmation, and lists what the client will no longer see. */
export function withdrawAllPage(deps: SignInDependencies): PageHandler {
  return forApp(deps, async (page, session, record) => {
    const { translate } = page;
    const { grantedTo: client } = record;
    const items = sharedItems(record);
    const title = translate('apps.withdrawAll.title', { client });
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('apps.withdrawAll.hint', { client })]}
        action={appPath(client, 'withdraw')}
        label={translate('apps.withdraw')}
        back={appsPath}
      >
        <ul>
          <li>{translate('consent.username')}</li>
          {items.slice(0, itemsNamed).map((item) => (
            <li key={item.id}>{itemText(translate, item, client)}</li>
          ))}
          {items.length > itemsNamed && (
            <li>{translate('apps.more', { count: items.length - itemsNamed })}</li>
          )}
        </ul>
      </Confirmation>
    );
    const breadcrumb = [
      { title: translate('apps.title'), href: appsPath },
      { title: client, href: appPath(client) },
    ];
    const view = { page, session, active: 'applications', breadcrumb, title, content } as const;
    return { page: await portalView(deps, view) };
  });
}

/** `POST /account/apps/{client}/withdraw`: withdraws everything, with every token. */
export function submitWithdrawal(deps: SignInDependencies): PageHandler {
  return forApp(deps, async (page, session, { grantedTo: client }) => {
    await withdrawAuthorization(deps, actorOfPage(page, session), { username: session.username, client });
    keepNotice(page, 'notice.appWithdrawn', { client });
    return { redirect: appsPath };
  });
}
