import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';
import { PasskeyFailure, PasskeyUnsupported } from '../../ui/passkey-failures.tsx';

/** The scripts of a page with this button. */
export const passkeyScripts = ['simplewebauthn-browser.js', 'passkey.js'] as const;

export interface PasskeyButtonProps {
  readonly page: PageRequest;
  /** Where the passkey is sent, and below it, with `/options`, where what it signs comes from. */
  readonly path?: '/login/passkey' | '/login/confirm/passkey';
  readonly label?: string;
  readonly isPrimary?: boolean;
  /** Said where there is no button, on pages with nothing else to offer. */
  readonly unsupported?: string | undefined;
}

/** Shown by its script only, where the browser knows passkeys. */
export function PasskeyButton({
  page,
  path = '/login/passkey',
  label = page.translate('signIn.passkey'),
  isPrimary = false,
  unsupported,
}: PasskeyButtonProps): VNode {
  return (
    <div data-passkey-use={path}>
      <button type="button" class={isPrimary ? 'primary' : 'quiet'} hidden>
        {label}
      </button>
      <PasskeyFailure page={page} action="use" />
      {unsupported !== undefined && <PasskeyUnsupported page={page} text={unsupported} />}
    </div>
  );
}
