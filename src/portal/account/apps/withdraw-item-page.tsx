import { withdrawItem } from '../../../authorization-requests/consent/authorization-acts.ts';
import { sharedItems } from '../../../authorization-requests/consent/authorized-items.ts';
import { itemText } from '../../../authorization-requests/consent/item-texts.ts';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forApp } from './app-page.tsx';
import { appPath, appsPath } from './paths.ts';

/** `GET /account/apps/{client}/stop?item=`: asks for confirmation. */
export function withdrawItemPage(deps: SignInDependencies): PageHandler {
  return forApp(deps, async (page, session, record) => {
    const { translate } = page;
    const { grantedTo: client } = record;
    const item = page.query.get('item') ?? '';
    const what = textOf(page, record, item);
    if (what === undefined) return errorPage(page, 404);
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('apps.stop.text', { client })]}
        action={appPath(client, 'stop')}
        fields={{ item }}
        label={translate('apps.stop')}
        back={appPath(client)}
      />
    );
    const breadcrumb = [
      { title: translate('apps.title'), href: appsPath },
      { title: client, href: appPath(client) },
    ];
    const title = translate('apps.stop.title', { what, client });
    const view = { page, session, active: 'applications', breadcrumb, title, content } as const;
    return { page: await portalView(deps, view) };
  });
}

/** `POST /account/apps/{client}/stop`: withdraws one item. */
export function submitItemWithdrawal(deps: SignInDependencies): PageHandler {
  return forApp(deps, async (page, session, record) => {
    const { grantedTo: client } = record;
    const { item = '' } = page.submission.values;
    const what = textOf(page, record, item) ?? '';
    const parties = { username: session.username, client };
    const isDone = await withdrawItem(deps, actorOfPage(page, session), parties, item);
    keepNotice(page, isDone ? 'notice.appItemWithdrawn' : 'notice.appStale', { client, what });
    return { redirect: appPath(client) };
  });
}

/** A text for a shared item; undefined when it is not shared. */
function textOf({ translate }: PageRequest, record: AuthorizationRecord, itemId: string): string | undefined {
  const item = sharedItems(record).find(({ id }) => id === itemId);
  return item && itemText(translate, item, record.grantedTo);
}
