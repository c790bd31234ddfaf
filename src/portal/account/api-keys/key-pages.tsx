import type { UserSession } from '../../../sessions/session.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { removeUserApiKey, renameUserApiKey } from '../../../users/api-keys/acts.ts';
import { findApiKey } from '../../../users/api-keys/queries.ts';
import { forSignedIn, withRecentAuthentication } from '../signed-in.ts';
import { labelIn, problemsOfKeyAct } from './label.ts';
import { LabelForm } from './label-form.tsx';
import { type ApiKeyPagesDependencies, framed } from './new-key-page.tsx';
import { apiKeysPath, keyPath } from './paths.ts';

type KeyHandler = (page: PageRequest, session: UserSession, label: string) => Promise<PageResponse>;

/** A page about the key whose label is in the URL. */
function forKey({ db }: ApiKeyPagesDependencies, handle: KeyHandler) {
  return async (page: PageRequest, session: UserSession): Promise<PageResponse> => {
    const label = String(page.request.params.label);
    const key = await findApiKey(db, session.username, label);
    return key ? handle(page, session, label) : errorPage(page, 404);
  };
}

/** `GET /account/apikeys/rename/{label}`. */
export function renameKeyPage(deps: ApiKeyPagesDependencies): PageHandler {
  return forSignedIn(forKey(deps, (page, session, label) => renameView(deps, page, session, label)));
}

/** `POST /account/apikeys/rename/{label}`: changes the label. Application id, secret and tokens stay. */
export function submitRenaming(deps: ApiKeyPagesDependencies): PageHandler {
  const rename: KeyHandler = async (page, session, label) => {
    const input = { username: session.username, label, newLabel: labelIn(page) };
    const act = () => renameUserApiKey(deps, actorOfPage(page, session), input);
    const errors = await problemsOfKeyAct(page, act);
    if (Object.keys(errors).length > 0) return renameView(deps, page, session, label, errors);
    keepNotice(page, 'notice.apiKeyRenamed', { label: input.newLabel });
    return { redirect: apiKeysPath };
  };
  return forSignedIn(forKey(deps, rename));
}

async function renameView(
  deps: ApiKeyPagesDependencies,
  page: PageRequest,
  session: UserSession,
  label: string,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const title = page.translate('apiKeys.rename.title', { label });
  const [action, submit] = [keyPath(label, 'rename'), page.translate('entry.save')];
  const form = { page, action, label, submit, errors };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { status, page: await framed(deps, page, session, title, <LabelForm {...form} />) };
}

/** `GET /account/apikeys/remove/{label}`: asks for confirmation. */
export function removeKeyPage(deps: ApiKeyPagesDependencies): PageHandler {
  const ask: KeyHandler = async (page, session, label) => {
    const { translate } = page;
    const title = translate('apiKeys.remove.title', { label });
    const content = (
      <Confirmation
        page={page}
        paragraphs={[translate('apiKeys.remove.text')]}
        action={keyPath(label, 'remove')}
        label={translate('profile.remove')}
        back={apiKeysPath}
      />
    );
    return { page: await framed(deps, page, session, title, content) };
  };
  return withRecentAuthentication(forKey(deps, ask));
}

/** `POST /account/apikeys/remove/{label}`: removes the key and ends its tokens. */
export function submitKeyRemoval(deps: ApiKeyPagesDependencies): PageHandler {
  const remove: KeyHandler = async (page, session, label) => {
    await removeUserApiKey(deps, actorOfPage(page, session), { username: session.username, label });
    keepNotice(page, 'notice.apiKeyRemoved', { label });
    return { redirect: apiKeysPath };
  };
  return withRecentAuthentication(forKey(deps, remove));
}
