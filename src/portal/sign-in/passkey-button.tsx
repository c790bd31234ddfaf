import type { VNode } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';
import { PasskeyFailure, PasskeyUnsupported } from '../../ui/passkey-failures.tsx';

/** The scripts that the button needs. */
export const passkeyScripts = ['simplewebauthn-browser.js', 'passkey.js'] as const;

export interface PasskeyButtonProps {
  readonly page: PageRequest;
  /** Where the passkey's response is posted; `<path>/options` returns the challenge. */
  readonly path?: '/login/passkey' | '/login/confirm/passkey';
  readonly label?: string;
  readonly isPrimary?: boolean;
  /** Shown if the browser does not support passkeys, on pages with no other option. */
  readonly unsupported?: string | undefined;
}

/** Made visible by its script if the browser supports passkeys. */
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
