import type { VNode } from 'preact';
import type { UserSession } from '../../../sessions/session.ts';
import { Alert, type FormErrors } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import {
  type ApiKeyDependencies,
  type CreatedApiKey,
  createUserApiKey,
} from '../../../users/api-keys/acts.ts';
import { portalView } from '../../frame.tsx';
import { withRecentAuthentication } from '../signed-in.ts';
import { labelIn, problemsOfKeyAct } from './label.ts';
import { LabelForm } from './label-form.tsx';
import { apiKeysPath, newKeyPath } from './paths.ts';

export interface ApiKeyPagesDependencies extends ApiKeyDependencies {
  readonly publicUrl: string;
}

/** `GET /account/apikeys/new`. */
export function newKeyPage(deps: ApiKeyPagesDependencies): PageHandler {
  return withRecentAuthentication((page, session) => formView(deps, page, session));
}

/** `POST /account/apikeys/new`: creates a key and shows its secret once. */
export function submitNewKey(deps: ApiKeyPagesDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const key = { username: session.username, label: labelIn(page) };
    let created: CreatedApiKey | undefined;
    const errors = await problemsOfKeyAct(page, async () => {
      created = await createUserApiKey(deps, actorOfPage(page, session), key);
    });
    return created ? madeView(deps, page, session, created) : formView(deps, page, session, errors);
  });
}

async function formView(
  deps: ApiKeyPagesDependencies,
  page: PageRequest,
  session: UserSession,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('apiKeys.add');
  const [text, submit] = [translate('apiKeys.text'), translate('apiKeys.create')];
  const form = { page, text, action: newKeyPath, submit, errors };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { status, page: await framed(deps, page, session, title, <LabelForm {...form} />) };
}

async function madeView(
  deps: ApiKeyPagesDependencies,
  page: PageRequest,
  session: UserSession,
  { key: { label, applicationId }, secret }: CreatedApiKey,
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('apiKeys.made', { label });
  const { getToken, useToken } = curlLines(deps.publicUrl, session.username, applicationId, secret);
  const shown = [
    ['apiKeys.applicationId', applicationId],
    ['apiKeys.secret', secret],
    ['apiKeys.getToken', getToken],
    ['apiKeys.useToken', useToken],
  ] as const;
  const content = (
    <section class="card">
      <Alert kind="info">
        <p>{translate('apiKeys.once')}</p>
      </Alert>
      {shown.map(([name, text]) => (
        <div key={name}>
          <h2>{translate(name)}</h2>
          <Copy page={page} text={text} label={translate(name)} />
        </div>
      ))}
      <p class="actions">
        <a class="button primary" href={apiKeysPath}>
          {translate('apiKeys.done')}
        </a>
      </p>
    </section>
  );
  return { page: await framed(deps, page, session, title, content) };
}

/** Commands to paste into a shell. The second one uses the token that the first one prints. */
function curlLines(publicUrl: string, username: string, applicationId: string, secret: string) {
  return {
    getToken: [
      `curl ${publicUrl}/v1/oauth/access_token \\`,
      `  -d grant_type=client_credentials \\`,
      `  -d client_id=${applicationId} \\`,
      `  -d client_secret=${secret}`,
    ].join('\n'),
    useToken: [`curl ${publicUrl}/api/users/${username} \\`, '  -H "Authorization: token ACCESS_TOKEN"'].join(
      '\n',
    ),
  };
}

/** A page below the list of keys. */
export function framed(
  deps: Pick<ApiKeyPagesDependencies, 'db'>,
  page: PageRequest,
  session: UserSession,
  title: string,
  content: VNode,
) {
  const breadcrumb = [{ title: page.translate('apiKeys.title'), href: apiKeysPath }];
  return portalView(deps, { page, session, active: 'apiKeys', breadcrumb, title, content });
}
