import type { VNode } from 'preact';
import { totpIssuer } from '../../../authentication/authenticator/views.ts';
import { totpUri } from '../../../crypto/totp.ts';
import { momentText } from '../../../mail/security-mails.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Alert, codeInput, Field, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { appPath, securityPath } from './overview.tsx';
import { QrCode } from './qr-code.tsx';

export interface AppState {
  readonly username: string;
  readonly publicUrl: string;
  /** Since when an application is set up. */
  readonly enabledAt: Date | undefined;
  /** Shown until a code confirms it; a secret that is set up is never shown. */
  readonly offered: string | undefined;
}

export function appView(
  page: PageRequest,
  state: AppState,
  errors: FormErrors = {},
  refusal?: string,
): Answer {
  const { translate, language } = page;
  const { enabledAt, offered } = state;
  const title = translate('app.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      {refusal !== undefined && <Alert kind="error">{refusal}</Alert>}
      <p>
        {enabledAt ? translate('app.on', { at: momentText(language, enabledAt) }) : translate('app.text')}
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
      <p>
        <a href={securityPath}>{translate('security.back')}</a>
      </p>
    </section>
  );
  const refused = refusal === undefined ? 422 : 409;
  const isRefused = refusal !== undefined || Object.keys(errors).length > 0;
  return { status: isRefused ? refused : 200, page: { title, content } };
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

function Offer({ page, state: { username, publicUrl }, secret, errors }: OfferProps): VNode {
  const { translate } = page;
  const uri = totpUri({ issuer: totpIssuer(publicUrl), username, secret });
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
