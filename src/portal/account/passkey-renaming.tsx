import { renamePasskey } from '../../authentication/passkeys/acts.ts';
import { listPasskeys, type Passkey } from '../../authentication/passkeys/queries.ts';
import { foldName } from '../../names/freeform.ts';
import type { UserSession } from '../../sessions/session.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { portalView } from '../frame.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { securityPath } from './security/overview.tsx';
import { withRecentAuthentication } from './signed-in.ts';

export const passkeysPath = `${securityPath}/passkeys`;

const longestLabel = 50;

/** The page that renames a passkey. */
export function renamingPath(credentialId: Buffer): string {
  return `${passkeysPath}/${credentialId.toString('base64url')}`;
}

export type PasskeyHandler = (
  page: PageRequest,
  session: UserSession,
  passkey: Passkey,
) => Promise<PageResponse>;

/** A page about the user's passkey in the URL. */
export function forPasskey({ db }: SignInDependencies, handle: PasskeyHandler): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const credentialId = Buffer.from(String(page.request.params.passkey), 'base64url');
    const own = await listPasskeys(db, session.username);
    const passkey = own.find((each) => each.credentialId.equals(credentialId));
    return passkey ? handle(page, session, passkey) : errorPage(page, 404);
  });
}

/** `GET /account/security/passkeys/{credential id}`. */
export function passkeyRenamingPage(deps: SignInDependencies): PageHandler {
  return forPasskey(deps, (page, session, passkey) => view(deps, page, session, passkey));
}

/** `POST /account/security/passkeys/{credential id}`: renames the passkey. */
export function submitPasskeyName(deps: SignInDependencies): PageHandler {
  return forPasskey(deps, async (page, session, passkey) => {
    const label = foldName(page.submission.values.label ?? '');
    if (label === undefined || label.length > longestLabel)
      return view(deps, page, session, passkey, { label: page.translate('entry.wrong') });
    const { username } = session;
    const { credentialId } = passkey;
    await renamePasskey(deps, actorOfPage(page, session), { username, credentialId, label });
    keepNotice(page, 'notice.passkeyRenamed', { label });
    return { redirect: passkeysPath };
  });
}

async function view(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  { label, credentialId }: Passkey,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('passkeys.rename.title', { label });
  const content = (
    <section class="card">
      <Form page={page} action={renamingPath(credentialId)} errors={errors}>
        <Field
          name="label"
          label={translate('entry.label')}
          value={page.submission.values.label ?? label}
          autocomplete="off"
          errors={errors}
          input={{ maxLength: longestLabel }}
        />
        <SubmitOrLeave
          submit={translate('entry.save')}
          leave={translate('danger.cancel')}
          to={passkeysPath}
        />
      </Form>
    </section>
  );
  const breadcrumb = [
    { title: translate('security.title'), href: securityPath },
    { title: translate('passkeys.title'), href: passkeysPath },
  ];
  const framed = { page, session, active: 'security', breadcrumb, title, content } as const;
  return { status: Object.keys(errors).length > 0 ? 422 : 200, page: await portalView(deps, framed) };
}
