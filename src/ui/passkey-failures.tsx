import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

const kinds = ['timedOut', 'device', 'address', 'network', 'session', 'closed', 'tooMany', 'failed'] as const;

/** Failures whose text differs between adding and using a passkey. */
const kindsOfAction = ['cancelled', 'known', 'refused'] as const;

/** Where `passkey.js` shows why a passkey could not be added or used. */
export function PasskeyFailure({ page, action }: { page: PageRequest; action: 'add' | 'use' }): VNode {
  const texts = Object.fromEntries([
    ...kinds.map((kind) => [kind, page.translate(`passkey.${kind}`)]),
    ...kindsOfAction.map((kind) => [kind, page.translate(`passkey.${action}.${kind}`)]),
  ]);
  return <p class="error-text" role="alert" data-failure={JSON.stringify(texts)} hidden />;
}

/** Shown instead of the button if the browser does not support passkeys, or the host cannot have them. */
export function PasskeyUnsupported({ page, text }: { page: PageRequest; text: string }): VNode {
  return (
    <p class="hint" data-unsupported data-insecure={page.translate('passkey.insecure')}>
      {text}
    </p>
  );
}
