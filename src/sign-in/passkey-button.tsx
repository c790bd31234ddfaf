import type { VNode } from 'preact';
import type { Visit } from '../pages/visit.ts';

/** The scripts of a page with this button. */
export const passkeyScripts = ['simplewebauthn-browser.js', 'passkey.js'] as const;

/** Shown by its script only, where the browser knows passkeys. */
export function PasskeyButton({ visit: { translate } }: { visit: Visit }): VNode {
  return (
    <div data-passkey-use>
      <button type="button" class="quiet" hidden>
        {translate('signIn.passkey')}
      </button>
      <p class="error-text" role="alert" data-failure hidden>
        {translate('signIn.passkeyFailed')}
      </p>
    </div>
  );
}
