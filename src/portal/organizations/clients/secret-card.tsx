import type { VNode } from 'preact';
import { Alert } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';

interface SecretCardProps {
  readonly page: PageRequest;
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly secret: string | undefined;
}

/** The client id and the secret. No other page shows the secret. */
export function SecretCard({ page, clientId, secret }: SecretCardProps): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <h2>{translate('clients.clientId')}</h2>
      <Copy page={page} text={clientId} label={translate('clients.clientId')} />
      <h2>{translate('clients.secret')}</h2>
      {secret === undefined ? (
        <p>{translate('clients.secret.none')}</p>
      ) : (
        <>
          <Alert kind="info">{translate('clients.secret.once')}</Alert>
          <Copy page={page} text={secret} label={translate('clients.secret')} />
        </>
      )}
    </section>
  );
}
