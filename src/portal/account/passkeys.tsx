import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { VNode } from 'preact';
import { addPasskey } from '../../authentication/passkeys/acts.ts';
import { registrationOptions } from '../../authentication/passkeys/ceremonies.ts';
import { listPasskeys, type Passkey } from '../../authentication/passkeys/queries.ts';
import { cleanName } from '../../names/freeform.ts';
import type { UserSession } from '../../sessions/session.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { EntryView } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { PasskeyFailure, PasskeyUnsupported } from '../../ui/passkey-failures.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { portalView } from '../frame.tsx';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { readCredential } from '../sign-in/passkey.ts';
import { removalPath } from './passkey-removal.tsx';
import { passkeysPath, renamingPath } from './passkey-renaming.tsx';
import { securityPath } from './security/overview.tsx';
import { withRecentAuthentication } from './signed-in.ts';

const path = passkeysPath;

/** `GET /account/security/passkeys`. */
export function passkeysPage(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication((page, own) => listPage(deps, page, own));
}

async function listPage(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
): Promise<PageResponse> {
  const passkeys = await listPasskeys(deps.db, session.username);
  const { translate } = page;
  const title = translate('passkeys.title');
  const content = (
    <section class="card">
      <p>{translate(passkeys.length > 0 ? 'passkeys.text' : 'passkeys.none')}</p>
      <ul class="rows">
        {passkeys.map((passkey) => (
          <li key={passkey.credentialId.toString('base64url')} class="row">
            <PasskeyView page={page} passkey={passkey} />
          </li>
        ))}
      </ul>
      <div data-passkey-add={path}>
        <div class="stack" data-offer hidden>
          <Field
            name="label"
            label={translate('passkeys.label')}
            value={translate('passkeys.suggestion')}
            autocomplete="off"
            input={{ maxLength: 50 }}
          />
          <button type="button" class="primary">
            {translate('passkeys.add')}
          </button>
        </div>
        <PasskeyFailure page={page} action="add" />
        <PasskeyUnsupported page={page} text={translate('passkeys.unsupported')} />
      </div>
    </section>
  );
  const scripts = ['simplewebauthn-browser.js', 'passkey.js'];
  const breadcrumb = [{ title: translate('security.title'), href: securityPath }];
  const view = { page, session, active: 'security', breadcrumb, title, content, scripts } as const;
  return { page: await portalView(deps, view) };
}

function PasskeyView({ page, passkey }: { page: PageRequest; passkey: Passkey }): VNode {
  const { translate } = page;
  const { label, createdAt, lastUsedAt, credentialId } = passkey;
  const added = (
    <RichText page={page} text="passkeys.since" values={{ at: <Time page={page} at={createdAt} /> }} />
  );
  const used = lastUsedAt && (
    <RichText page={page} text="passkeys.used" values={{ at: <Time page={page} at={lastUsedAt} /> }} />
  );
  const actions = [
    {
      href: renamingPath(credentialId),
      text: translate('apiKeys.rename'),
      label: translate('passkeys.rename.title', { label }),
    },
    {
      href: removalPath(credentialId),
      text: translate('passkeys.remove'),
      label: translate('passkeys.remove.title', { label }),
      isDangerous: true,
    },
  ];
  return (
    <EntryView
      entry={{
        key: label,
        title: label,
        details: (
          <p>
            {added} {used}
          </p>
        ),
        actions,
      }}
    />
  );
}

/** `POST /account/security/passkeys/options` (JSON). */
export function addOptions(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => ({
    status: 200,
    json: await registrationOptions(deps, own, page.now),
  }));
}

/** `POST /account/security/passkeys` (JSON): adds a passkey. */
export function submitPasskey(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication((page, own) => add(deps, page, own));
}

async function add(deps: SignInDependencies, page: PageRequest, own: UserSession): Promise<PageResponse> {
  const { translate, submission } = page;
  const response = readCredential<RegistrationResponseJSON>(page);
  const label =
    cleanName(cleanName(submission.values.label ?? '').slice(0, 50)) || translate('passkeys.suggestion');
  await addPasskey(deps, actorOfPage(page, own), { requester: own, response, label });
  keepNotice(page, 'notice.passkeyAdded', { label });
  return { status: 200, json: { redirecturl: path } };
}
