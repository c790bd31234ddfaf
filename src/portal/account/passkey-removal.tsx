import { removePasskey } from '../../authentication/passkeys/acts.ts';
import type { Passkey } from '../../authentication/passkeys/queries.ts';
import { Conflict } from '../../base/errors.ts';
import type { UserSession } from '../../sessions/session.ts';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { portalView } from '../frame.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { forPasskey, passkeysPath, renamingPath } from './passkey-renaming.tsx';
import { securityPath } from './security/overview.tsx';

/** The page that removes a passkey. */
export function removalPath(credentialId: Buffer): string {
  return `${renamingPath(credentialId)}/remove`;
}

/** `GET /account/security/passkeys/{credential id}/remove`: asks for confirmation. */
export function passkeyRemovalPage(deps: SignInDependencies): PageHandler {
  return forPasskey(deps, (page, session, passkey) => view(deps, page, session, passkey));
}

/**
 * `POST /account/security/passkeys/{credential id}/remove`: removes the passkey, unless it is the last second factor.
 */
export function submitPasskeyRemoval(deps: SignInDependencies): PageHandler {
  return forPasskey(deps, async (page, session, passkey) => {
    const { username } = session;
    const { credentialId } = passkey;
    try {
      await removePasskey(deps, actorOfPage(page, session), { username, credentialId });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return view(deps, page, session, passkey, page.translate('passkeys.last'));
    }
    keepNotice(page, 'notice.passkeyRemoved');
    return { redirect: passkeysPath };
  });
}

async function view(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  { label, credentialId }: Passkey,
  refusal?: string,
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('passkeys.remove.title', { label });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('passkeys.remove.text')]}
      action={removalPath(credentialId)}
      label={translate('passkeys.remove')}
      back={passkeysPath}
    />
  );
  const breadcrumb = [
    { title: translate('security.title'), href: securityPath },
    { title: translate('passkeys.title'), href: passkeysPath },
  ];
  const notice = refusal === undefined ? undefined : ({ kind: 'error', text: refusal } as const);
  const framed = { page, session, active: 'security', breadcrumb, title, content, notice } as const;
  return { status: refusal === undefined ? 200 : 409, page: await portalView(deps, framed) };
}
