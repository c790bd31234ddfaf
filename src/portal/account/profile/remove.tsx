import { Conflict } from '../../../base/errors.ts';
import { listAuthorizations } from '../../../consents/queries.ts';
import { entryViewers } from '../../../consents/viewers.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { shortList } from '../../short-list.ts';
import type { ProfileDependencies } from './dependencies.ts';
import { type EntryPage, forEntry } from './for-entry.ts';
import { entryPath, profilePath } from './paths.ts';
import { profileView } from './view.tsx';

/**
 * `GET /account/profile/{kind}/{label}/remove`: asks for confirmation, and names the clients that will no longer see
 * the entry.
 */
export function removePage(deps: ProfileDependencies): PageHandler {
  return forEntry(deps, (at) => confirmation(deps, at));
}

/** `POST /account/profile/{kind}/{label}/remove`. `insists` confirms the warning about the last phone number. */
export function submitRemoval(deps: ProfileDependencies): PageHandler {
  return forEntry(deps, async (at) => {
    const { page, session, kind, entry } = at;
    const { username } = session;
    const named = { username, label: entry.label };
    const insists = page.submission.values.insists !== undefined;
    try {
      await kind.remove(deps, actorOfPage(page, session), named, insists);
    } catch (error) {
      const refusal = error instanceof Conflict ? refusals[error.code] : undefined;
      if (refusal === undefined) throw error;
      return confirmation(deps, at, refusal);
    }
    keepNotice(page, 'notice.entryRemoved', { label: entry.label });
    return { redirect: profilePath };
  });
}

const warning = 'profile.remove.lastPhone';

const refusals: Readonly<Record<string, MessageKey>> = {
  last_email_address: 'profile.remove.lastEmail',
  warning_delete_last_verified_phone_number: warning,
  cannot_delete_last_verified_phone_number: 'profile.remove.phoneNeeded',
};

async function confirmation(
  deps: ProfileDependencies,
  { page, session, kind, entry }: EntryPage,
  refusal?: MessageKey,
): Promise<PageResponse> {
  const { translate } = page;
  const { label, text, isConfirmed } = entry;
  const records = await listAuthorizations(deps.db, session.username);
  const clients = shortList(translate, entryViewers(records, kind.sharedAs, label));
  const title = translate('profile.remove.title', { label });
  const paragraphs = [
    text,
    clients === '' ? translate('profile.remove.unseen') : translate('profile.remove.seen', { clients }),
    isConfirmed ? translate('profile.remove.signsIn') : '',
    kind.name === 'publickey' ? translate('profile.remove.key') : '',
  ].filter((each) => each !== '');
  const content = (
    <Confirmation
      page={page}
      paragraphs={paragraphs}
      action={entryPath(kind.name, label, 'remove')}
      fields={refusal === warning ? { insists: '1' } : {}}
      label={translate(refusal === warning ? 'profile.remove.anyway' : 'profile.remove')}
      back={profilePath}
    />
  );
  const notice = refusal && ({ kind: 'error', text: translate(refusal) } as const);
  return profileView(deps, { page, session, title, content, notice, status: refusal ? 409 : 200 });
}
