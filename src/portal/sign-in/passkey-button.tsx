import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';

/** The scripts of a page with this button. */
export const passkeyScripts = ['simplewebauthn-browser.js', 'passkey.js'] as const;

export interface PasskeyButtonProps {
  readonly page: PageRequest;
  /** Where the passkey is sent, and below it, with `/options`, where what it signs comes from. */
  readonly path?: '/login/passkey' | '/login/confirm/passkey';
  readonly label?: string;
  readonly failure?: string;
  readonly isPrimary?: boolean;
  /** Said where there is no button, on pages with nothing else to offer. */
  readonly unsupported?: string | undefined;
}

/** Shown by its script only, where the browser knows passkeys. */
export function PasskeyButton({
  page: { translate },
  path = '/login/passkey',
  label = translate('signIn.passkey'),
  failure = translate('signIn.passkeyFailed'),
  isPrimary = false,
  unsupported,
}: PasskeyButtonProps): VNode {
  return (
    <div data-passkey-use={path}>
      <button type="button" class={isPrimary ? 'primary' : 'quiet'} hidden>
        {label}
      </button>
      <p class="error-text" role="alert" data-failure hidden>
        {failure}
      </p>
      {unsupported !== undefined && (
        <p class="hint" data-unsupported>
          {unsupported}
        </p>
      )}
    </div>
  );
}
