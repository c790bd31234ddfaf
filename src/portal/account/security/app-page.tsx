import type { VNode } from 'preact';
import type { UserSession } from '../../../sessions/session.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { AuthenticatorOffer } from '../../authenticator-offer.tsx';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { appPath, securityPath } from './overview.tsx';

export interface AppState {
  readonly session: UserSession;
  readonly publicUrl: string;
  /** Since when an authenticator is set up. */
  readonly enabledAt: Date | undefined;
  /** The offered secret, shown until a code confirms it. A confirmed secret is never shown. */
  readonly offered: string | undefined;
}

/** The page of the authenticator. */
export async function appView(
  deps: Pick<SignInDependencies, 'db'>,
  page: PageRequest,
  state: AppState,
  errors: FormErrors = {},
  refusal?: string,
): Promise<PageResponse> {
  const { translate } = page;
  const { enabledAt, offered } = state;
  const title = translate('app.title');
  const content = (
    <section class="card">
      {refusal !== undefined && <Alert kind="error">{refusal}</Alert>}
      <p>
        {enabledAt ? (
          <RichText page={page} text="app.on" values={{ at: <Time page={page} at={enabledAt} /> }} />
        ) : (
          translate('app.text')
        )}
      </p>
      {offered === undefined ? (
        <StartForm page={page} isSet={enabledAt !== undefined} />
      ) : (
        <AuthenticatorOffer
          page={page}
          username={state.session.username}
          publicUrl={state.publicUrl}
          secret={offered}
          action={appPath}
          errors={errors}
        />
      )}
      {enabledAt && (
        <>
          <h2>{translate('app.remove.title')}</h2>
          <p>{translate('app.remove.text')}</p>
          <p>
            <a class="button danger" href={`${appPath}/remove`}>
              {translate('app.remove')}
            </a>
          </p>
        </>
      )}
    </section>
  );
  const refused = refusal === undefined ? 422 : 409;
  const isRefused = refusal !== undefined || Object.keys(errors).length > 0;
  const breadcrumb = [{ title: translate('security.title'), href: securityPath }];
  const view = { page, session: state.session, active: 'security', breadcrumb, title, content } as const;
  return { status: isRefused ? refused : 200, page: await portalView(deps, view) };
}

function StartForm({ page, isSet }: { page: PageRequest; isSet: boolean }): VNode {
  return (
    <Form page={page} action={appPath}>
      <input type="hidden" name="do" value="start" />
      <Submit kind={isSet ? 'quiet' : 'primary'}>
        {page.translate(isSet ? 'app.replace' : 'app.start')}
      </Submit>
    </Form>
  );
}
