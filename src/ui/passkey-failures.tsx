import type { VNode } from 'preact';
import type { PageRequest } from './page-request.ts';

const kinds = ['timedOut', 'device', 'address', 'network', 'session', 'closed', 'tooMany', 'failed'] as const;

/** What differs between making and using one. */
const kindsOfAction = ['cancelled', 'known', 'refused'] as const;

/** Where `passkey.js` says why a passkey could not be made or used. */
export function PasskeyFailure({ page, action }: { page: PageRequest; action: 'add' | 'use' }): VNode {
  const texts = Object.fromEntries([
    ...kinds.map((kind) => [kind, page.translate(`passkey.${kind}`)]),
    ...kindsOfAction.map((kind) => [kind, page.translate(`passkey.${action}.${kind}`)]),
  ]);
  return <p class="error-text" role="alert" data-failure={JSON.stringify(texts)} hidden />;
}

/** Said where there is no button: the browser does not know passkeys, or the address is no place for them. */
export function PasskeyUnsupported({ page, text }: { page: PageRequest; text: string }): VNode {
  return (
    <p class="hint" data-unsupported data-insecure={page.translate('passkey.insecure')}>
      {text}
    </p>
  );
}
