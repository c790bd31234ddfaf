import type { VNode } from 'preact';
import { totpIssuer } from '../authentication/authenticator/views.ts';
import { totpUri } from '../crypto/totp.ts';
import { Form, type FormErrors, Submit } from '../ui/components.tsx';
import { codeInput, Field } from '../ui/field.tsx';
import type { PageRequest } from '../ui/page-request.ts';
import { QrCode } from './qr-code.tsx';

interface OfferProps {
  readonly page: PageRequest;
  readonly username: string;
  readonly publicUrl: string;
  /** The secret in base32. */
  readonly secret: string;
  /** Where the form is posted, with `totpcode` and `do=confirm`. */
  readonly action: string;
  readonly errors: FormErrors;
}

/** The secret for a new authenticator, as QR code and text, and the field for its first code. */
export function AuthenticatorOffer({ page, username, publicUrl, secret, action, errors }: OfferProps): VNode {
  const { translate } = page;
  return (
    <>
      <p>{translate('app.scan')}</p>
      <QrCode
        content={totpUri({ issuer: totpIssuer(publicUrl), username, secret })}
        label={translate('app.qr')}
      />
      <p>{translate('app.type')}</p>
      <p>
        <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Form page={page} action={action} errors={errors}>
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
