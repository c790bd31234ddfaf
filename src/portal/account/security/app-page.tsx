import type { VNode } from 'preact';
import { totpIssuer } from '../../../authentication/authenticator/views.ts';
import { totpUri } from '../../../crypto/totp.ts';
import type { UserSession } from '../../../sessions/session.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Alert, codeInput, Field, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { appPath, securityPath } from './overview.tsx';
import { QrCode } from './qr-code.tsx';

export interface AppState {
  readonly session: UserSession;
  readonly publicUrl: string;
  /** Since when an application is set up. */
  readonly enabledAt: Date | undefined;
  /** Shown until a code confirms it; a secret that is set up is never shown. */
  readonly offered: string | undefined;
}

/** The page of the authenticator. */
export async function appView(
  deps: Pick<SignInDependencies, 'db'>,
  page: PageRequest,
  state: AppState,
  errors: FormErrors = {},
  refusal?: string,
): Promise<Answer> {
  const { translate } = page;
  const { enabledAt, offered } = state;
  const title = translate('app.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      {refusal !== undefined && <Alert kind="error">{refusal}</Alert>}
      <p>
        {enabledAt ? (
          <RichText page={page} text="app.on" values={{ at: <Time page={page} at={enabledAt} /> }} />
        ) : (
          translate('app.text')
        )}
      </p>
      {offered === undefined ? (
        <Do page={page} value="start" label={translate(enabledAt ? 'app.replace' : 'app.start')} />
      ) : (
        <Offer page={page} state={state} secret={offered} errors={errors} />
      )}
      {enabledAt && (
        <>
          <h2>{translate('app.remove.title')}</h2>
          <p>{translate('app.remove.text')}</p>
          <Do page={page} value="remove" label={translate('app.remove')} />
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

function Do({ page, value, label }: { page: PageRequest; value: string; label: string }): VNode {
  return (
    <Form page={page} action={appPath}>
      <input type="hidden" name="do" value={value} />
      <Submit kind={value === 'remove' ? 'quiet' : 'primary'}>{label}</Submit>
    </Form>
  );
}

interface OfferProps {
  readonly page: PageRequest;
  readonly state: AppState;
  readonly secret: string;
  readonly errors: FormErrors;
}

function Offer({ page, state: { session, publicUrl }, secret, errors }: OfferProps): VNode {
  const { translate } = page;
  const uri = totpUri({ issuer: totpIssuer(publicUrl), username: session.username, secret });
  return (
    <>
      <p>{translate('app.scan')}</p>
      <QrCode content={uri} label={translate('app.qr')} />
      <p>{translate('app.type')}</p>
      <p>
        <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Form page={page} action={appPath} errors={errors}>
        <input type="hidden" name="do" value="confirm" />
        <Field
          name="totpcode"
          label={translate('app.code')}
          autocomplete="one-time-code"
          input={codeInput}
          errors={errors}
        />
        <Submit>{translate('app.confirm')}</Submit>
      </Form>
    </>
  );
}
