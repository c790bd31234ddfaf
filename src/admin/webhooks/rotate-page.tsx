import { BadRequest } from '../../base/errors.ts';
import { maximumOverlapSeconds, rotateWebhookSecret } from '../../organizations/webhooks/acts.ts';
import { OverlapChoice } from '../../portal/organizations/clients/rotate-page.tsx';
import { SecretCard } from '../../portal/organizations/webhooks/secret-card.tsx';
import { Form, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import { operatorOwner } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { adminAnswer } from '../view.tsx';
import { webhookPath } from './paths.ts';
import { breadcrumbOf, forWebhook } from './webhook-page.tsx';

/** `GET /admin/webhooks/{webhookId}/rotate`: asks how long both secrets are to sign. */
export function rotateWebhookPage(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, (request) => {
    const { page, webhook } = request;
    const { translate } = page;
    const content = (
      <section class="card">
        <p class="lead">{translate('webhooks.rotate.text')}</p>
        <Form page={page} action={webhookPath(webhook.webhookId, 'rotate')}>
          <OverlapChoice page={page} label={translate('webhooks.rotate.overlap')} />
          <SubmitOrLeave
            submit={translate('webhooks.rotate.submit')}
            leave={translate('danger.cancel')}
            to={webhookPath(webhook.webhookId)}
          />
        </Form>
      </section>
    );
    const title = translate('webhooks.rotate.title');
    return adminAnswer(deps, request, { active: 'webhooks', title, content, breadcrumb: breadcrumbOf(page) });
  });
}

/** `POST /admin/webhooks/{webhookId}/rotate`: shows the new secret once, in the answer. */
export function submitWebhookRotation(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, async (request) => {
    const { page, session, webhook } = request;
    const { webhookId } = webhook;
    const overlapSeconds = Number(page.submission.values.overlap ?? 'none');
    if (!(overlapSeconds >= 0 && overlapSeconds <= maximumOverlapSeconds)) throw new BadRequest();
    const rotation = { globalid: operatorOwner, webhookId, overlapSeconds };
    const { secret, formerUntil } = await rotateWebhookSecret(deps, actorOfPage(page, session), rotation);
    const content = (
      <SecretCard page={page} secret={secret} next={webhookPath(webhookId)}>
        {formerUntil && (
          <p>
            {page.translate('webhooks.rotate.former')}: <Time page={page} at={formerUntil} />
          </p>
        )}
      </SecretCard>
    );
    const title = page.translate('webhooks.rotate.done');
    return adminAnswer(deps, request, { active: 'webhooks', title, content, breadcrumb: breadcrumbOf(page) });
  });
}
