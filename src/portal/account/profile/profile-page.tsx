import type { VNode } from 'preact';
import type { AuthorizationRecord } from '../../../consents/coverage.ts';
import { listAuthorizations } from '../../../consents/queries.ts';
import { flagViewers } from '../../../consents/viewers.ts';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { EntryList } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { providerTitles } from '../../../users/linked-accounts/providers.ts';
import { findProfile, type Profile } from '../../../users/profile-queries.ts';
import { findKind, profileKinds } from '../../entries/kinds.ts';
import { portalView } from '../../frame.tsx';
import { Pages, pageOf } from '../../organizations/paging.tsx';
import { linkedPath } from '../linked/page.tsx';
import { forSignedIn } from '../signed-in.ts';
import type { ProfileDependencies } from './dependencies.ts';
import { KindList, viewersText } from './kind-list.tsx';
import { namePath, profilePath } from './paths.ts';

const shownOfEachKind = 4;
const shownOnPage = 20;

/** `GET /account/profile`: the user's entries by kind, with the clients that see them. */
export function profilePage(deps: ProfileDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const profile = await findProfile(deps.db, session.username);
    if (!profile) return errorPage(page, 404);
    const records = await listAuthorizations(deps.db, session.username);
    const title = page.translate('profile.title');
    const content = (
      <>
        <p class="lead">{page.translate('profile.text')}</p>
        <NameCard page={page} profile={profile} records={records} />
        {Object.values(profileKinds).map((kind) => (
          <KindList
            key={kind.name}
            page={page}
            kind={kind}
            entries={kind.list(profile, deps.publicUrl)}
            records={records}
            limit={shownOfEachKind}
          />
        ))}
        <LinkedCard page={page} profile={profile} records={records} />
      </>
    );
    return { page: await portalView(deps, { page, session, active: 'profile', title, content }) };
  });
}

/** `GET /account/profile/{kind}`: all entries of a kind. */
export function kindPage(deps: ProfileDependencies): PageHandler {
  return forSignedIn(async (page, session) => {
    const kind = findKind(String(page.request.params.kind));
    const profile = kind && (await findProfile(deps.db, session.username));
    if (!profile) return errorPage(page, 404);
    const records = await listAuthorizations(deps.db, session.username);
    const title = page.translate(`profile.list.${kind.name}`);
    const shown = pageOf(page, kind.list(profile, deps.publicUrl), shownOnPage);
    const content = (
      <>
        <KindList
          page={page}
          kind={kind}
          entries={shown.rows}
          records={records}
          limit={shownOnPage}
          hasTitle={false}
        />
        <Pages page={page} number={shown.number} count={shown.count} />
      </>
    );
    const breadcrumb = [{ title: page.translate('profile.title'), href: profilePath }];
    return { page: await portalView(deps, { page, session, active: 'profile', breadcrumb, title, content }) };
  });
}

interface CardProps {
  readonly page: PageRequest;
  readonly profile: Profile;
  readonly records: readonly AuthorizationRecord[];
}

function NameCard({ page, profile, records }: CardProps): VNode {
  const { translate } = page;
  const name = [profile.firstName, profile.lastName].filter(Boolean).join(' ');
  const details = (
    <>
      <p>{translate('profile.username', { username: profile.username })}</p>
      <p>{viewersText(page, flagViewers(records, 'user:name'))}</p>
    </>
  );
  const change = {
    href: namePath,
    text: translate('profile.edit'),
    label: translate('profile.edit.label', { label: translate('profile.name') }),
  };
  const shown = { key: 'name', title: name || translate('profile.name.none'), details, actions: [change] };
  return <EntryList id="name" title={translate('profile.name')} entries={[shown]} none="" />;
}

function LinkedCard({ page, profile, records }: CardProps): VNode {
  const { translate } = page;
  const accounts = [
    profile.github && { key: 'github' as const, text: profile.github.login },
    profile.facebook && { key: 'facebook' as const, text: profile.facebook.name },
  ].filter((each) => each !== null);
  const entries = accounts.map(({ key, text }) => ({
    key,
    title: providerTitles[key],
    details: (
      <>
        <p class="value">{text}</p>
        <p>{viewersText(page, flagViewers(records, `user:${key}`))}</p>
      </>
    ),
  }));
  const manage = { href: linkedPath, text: translate('profile.linked.manage') };
  const none = translate('profile.linked.none');
  return (
    <EntryList id="linked" title={translate('linked.title')} entries={entries} none={none} add={manage} />
  );
}
