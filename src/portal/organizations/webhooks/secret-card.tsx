import type { ComponentChildren, VNode } from 'preact';
import { Alert } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';

interface SecretCardProps {
  readonly page: PageRequest;
  readonly secret: string;
  /** The page of the webhook. */
  readonly next: string;
  readonly children?: ComponentChildren;
}

/** The secret that the receiver verifies signatures with. No other page shows it. */
export function SecretCard({ page, secret, next, children }: SecretCardProps): VNode {
  const { translate } = page;
  return (
    <>
      <section class="card">
        <h2>{translate('webhooks.secret')}</h2>
        <Alert kind="info">{translate('webhooks.secret.once')}</Alert>
        <Copy page={page} text={secret} label={translate('webhooks.secret')} />
        <p class="hint">{translate('webhooks.secret.hint')}</p>
      </section>
      {children}
      <p class="actions">
        <a class="button primary" href={next}>
          {translate('webhooks.created.next')}
        </a>
      </p>
    </>
  );
}
