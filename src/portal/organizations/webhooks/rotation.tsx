import type { VNode } from 'preact';
import { rotateWebhookSecret, type WebhookDependencies } from '../../../organizations/webhooks/acts.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Form, SubmitOrLeave } from '../../../ui/components.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import type { WebhookName } from '../../../webhooks/queries.ts';
import { OverlapChoice, overlapIn } from '../secret-overlap.tsx';
import { SecretCard } from './secret-card.tsx';

interface RotationFormProps {
  readonly page: PageRequest;
  /** Where the form is sent. */
  readonly action: string;
  /** The page of the webhook. */
  readonly back: string;
}

/** Asks how long deliveries are signed with both secrets. */
export function RotationForm({ page, action, back }: RotationFormProps): VNode {
  const { translate } = page;
  return (
    <section class="card">
      <p class="lead">{translate('webhooks.rotate.text')}</p>
      <Form page={page} action={action}>
        <OverlapChoice page={page} label={translate('webhooks.rotate.overlap')} />
        <SubmitOrLeave
          submit={translate('webhooks.rotate.submit')}
          leave={translate('danger.cancel')}
          to={back}
        />
      </Form>
    </section>
  );
}

/**
 * Rotates the secret of a webhook as the form asks.
 * @param next the page of the webhook
 * @returns the new secret, which no other page shows
 * @throws BadRequest, NotFound `webhook_not_found`
 */
export async function rotateAsAsked(
  deps: Pick<WebhookDependencies, 'db' | 'sealing'>,
  { page, session }: { readonly page: PageRequest; readonly session: UserSession },
  webhook: WebhookName,
  next: string,
): Promise<VNode> {
  const rotation = { ...webhook, overlapSeconds: overlapIn(page) };
  const { secret, formerUntil } = await rotateWebhookSecret(deps, actorOfPage(page, session), rotation);
  return (
    <SecretCard page={page} secret={secret} next={next}>
      {formerUntil && (
        <p>
          {page.translate('webhooks.rotate.former')}: <Time page={page} at={formerUntil} />
        </p>
      )}
    </SecretCard>
  );
}
