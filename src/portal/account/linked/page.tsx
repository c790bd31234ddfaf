import type { VNode } from 'preact';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { startLinking, unlinkAccount } from '../../../users/linked-accounts/acts.ts';
import { type Providers, providerTitles } from '../../../users/linked-accounts/providers.ts';
import { type LinkedAccount, listLinkedAccounts } from '../../../users/linked-accounts/queries.ts';
import type { ProviderName } from '../../../users/linked-accounts/tables.ts';
import { AvatarImage } from '../../avatar-image.tsx';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn, withRecentAuthentication } from '../signed-in.ts';

export const linkedPath = '/account/linked';

export interface LinkedDependencies extends SignInDependencies {
  readonly providers: Providers;
}

const names = ['github', 'facebook'] as const satisfies ProviderName[];

/**
 * `GET /account/linked`: accounts at other providers that are or can be linked. `again` means that the session had
 * ended when the browser returned.
 */
export function linkedPage({ db, providers }: LinkedDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const { translate } = page;
    const linked = await listLinkedAccounts(db, session.username);
    const rows = names.flatMap((name) => {
      const account = linked.find(({ provider }) => provider === name);
      return account || providers[name] ? [rowOf(page, name, account)] : [];
    });
    const title = translate('linked.title');
    const content = (
      <>
        {page.query.has('again') && <Alert kind="info">{translate('linked.again')}</Alert>}
        <p class="lead">{translate(rows.length > 0 ? 'linked.text' : 'linked.none')}</p>
        {rows.length > 0 && <EntryList id="linked" entries={rows} none="" />}
      </>
    );
    // Submitting the form to link an account redirects to the provider.
    const urls = names.flatMap((name) => providers[name]?.settings.url ?? []);
    const formTargets = urls.map((url) => new URL(url).origin);
    return {
      page: await portalView({ db }, { page, session, active: 'linked', title, content, formTargets }),
    };
  });
}

function rowOf(page: PageRequest, name: ProviderName, account: LinkedAccount | undefined): Entry {
  const { translate } = page;
  const provider = providerTitles[name];
  const row = { key: name, title: provider };
  if (!account)
    return {
      ...row,
      details: <p>{translate('linked.notLinked')}</p>,
      forms: <LinkForm page={page} name={name} provider={provider} />,
    };
  const label = translate('linked.remove.label', { provider });
  return {
    ...row,
    details: <Account page={page} account={account} />,
    actions: [{ href: unlinkingPath(name), text: translate('linked.remove'), label, isDangerous: true }],
  };
}

interface LinkFormProps {
  readonly page: PageRequest;
  readonly name: ProviderName;
  readonly provider: string;
}

function LinkForm({ page, name, provider }: LinkFormProps): VNode {
  const { translate } = page;
  return (
    <Form page={page} action={linkedPath}>
      <input type="hidden" name="connect" value={name} />
      <Submit kind="quiet" label={translate('linked.connect.label', { provider })}>
        {translate('linked.connect')}
      </Submit>
    </Form>
  );
}

function Account({ page, account }: { page: PageRequest; account: LinkedAccount }): VNode {
  const { translate } = page;
  const { login, name, link, linkedAt, imageId } = account;
  const shown = name || login || translate('linked.nameless');
  return (
    <div class="portrayed">
      <AvatarImage imageId={imageId} />
      <div>
        <p class="value">{link === '' ? shown : <a href={link}>{shown}</a>}</p>
        <p>
          {login !== '' && login !== shown && `${login}. `}
          <RichText page={page} text="linked.since" values={{ at: <Time page={page} at={linkedAt} /> }} />
        </p>
      </div>
    </div>
  );
}

/** The page that asks for confirmation before an account is unlinked. */
function unlinkingPath(name: ProviderName): string {
  return `${linkedPath}/${name}`;
}

/** `GET /account/linked/{provider}`. */
export function unlinkingPage({ db }: Pick<LinkedDependencies, 'db'>): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const linked = await listLinkedAccounts(db, session.username);
    const account = linked.find(({ provider }) => provider === page.request.params.provider);
    if (!account) return errorPage(page, 404);
    const { translate } = page;
    const title = translate('linked.remove.label', { provider: providerTitles[account.provider] });
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('linked.remove.text')]}
        action={linkedPath}
        fields={{ remove: account.provider }}
        label={translate('linked.remove')}
        back={linkedPath}
      />
    );
    const breadcrumb = [{ title: translate('linked.title'), href: linkedPath }];
    return {
      page: await portalView({ db }, { page, session, active: 'linked', breadcrumb, title, content }),
    };
  });
}

/** `POST /account/linked`: the field `connect` or `remove` names the provider. */
export function changeLinked(deps: LinkedDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { connect, remove } = page.submission.values;
    const provider = names.flatMap((name) => (name === connect ? (deps.providers[name] ?? []) : [])).at(0);
    const { username, sessionId } = own;
    if (provider) return { redirect: await startLinking(deps, page, provider, { username, sessionId }) };
    const removed = names.find((name) => name === remove);
    if (removed) {
      await unlinkAccount(deps, actorOfPage(page, own), { username, provider: removed });
      keepNotice(page, 'notice.unlinked', { provider: providerTitles[removed] });
    }
    return { redirect: linkedPath };
  });
}
