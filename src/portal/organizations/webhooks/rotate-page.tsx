import { BadRequest } from '../../../base/errors.ts';
import { maximumOverlapSeconds, rotateWebhookSecret } from '../../../organizations/webhooks/acts.ts';
import { Form, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { OverlapChoice } from '../clients/rotate-page.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../gate.ts';
import { organizationAnswer } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { SecretCard } from './secret-card.tsx';
import { webhookNamed } from './webhook-page.tsx';

/**
 * `GET /organizations/{globalid}/webhooks/{webhookId}/rotate`: asks how long deliveries are signed with both secrets.
 */
export function rotateWebhookPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'rotateWebhookSecret', async (page, session, organization) => {
    const { webhookId } = await webhookNamed(deps, page, organization);
    const { globalid } = organization;
    const { translate } = page;
    const content = (
      <section class="card">
        <p class="lead">{translate('webhooks.rotate.text')}</p>
        <Form page={page} action={webhookPath(globalid, webhookId, 'rotate')}>
          <OverlapChoice page={page} label={translate('webhooks.rotate.overlap')} />
          <SubmitOrLeave
            submit={translate('webhooks.rotate.submit')}
            leave={translate('danger.cancel')}
            to={webhookPath(globalid, webhookId)}
          />
        </Form>
      </section>
    );
    const breadcrumb = [{ title: translate('webhooks.title'), href: webhooksPath(globalid) }];
    const view = {
      active: 'webhooks',
      title: translate('webhooks.rotate.title'),
      content,
      breadcrumb,
    } as const;
    return organizationAnswer(deps, { page, session, organization }, view);
  });
}

/** `POST /organizations/{globalid}/webhooks/{webhookId}/rotate`: creates a secret and shows it once. */
export function submitWebhookRotation(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'rotateWebhookSecret', async (page, session, organization) => {
    const { webhookId } = await webhookNamed(deps, page, organization);
    const { globalid } = organization;
    const { translate } = page;
    const overlapSeconds = Number(page.submission.values.overlap ?? 'none');
    if (!(overlapSeconds >= 0 && overlapSeconds <= maximumOverlapSeconds)) throw new BadRequest();
    const rotation = { globalid, webhookId, overlapSeconds };
    const { secret, formerUntil } = await rotateWebhookSecret(deps, actorOfPage(page, session), rotation);
    const content = (
      <SecretCard page={page} secret={secret} next={webhookPath(globalid, webhookId)}>
        {formerUntil && (
          <p>
            {translate('webhooks.rotate.former')}: <Time page={page} at={formerUntil} />
          </p>
        )}
      </SecretCard>
    );
    const breadcrumb = [{ title: translate('webhooks.title'), href: webhooksPath(globalid) }];
    const view = {
      active: 'webhooks',
      title: translate('webhooks.rotate.done'),
      content,
      breadcrumb,
    } as const;
    return organizationAnswer(deps, { page, session, organization }, view);
  });
}
