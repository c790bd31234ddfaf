import type { VNode } from 'preact';
import { BadRequest } from '../../base/errors.ts';
import {
  changeWebhook,
  requireWebhook,
  resendDelivery,
  testWebhook,
  type WebhookDependencies,
} from '../../organizations/webhooks/acts.ts';
import { DeliveriesCard, deliveriesOn } from '../../portal/organizations/webhooks/deliveries-card.tsx';
import { WebhookBadge } from '../../portal/organizations/webhooks/list-page.tsx';
import { SettingsCard } from '../../portal/organizations/webhooks/settings-card.tsx';
import { factsOf, refusals } from '../../portal/organizations/webhooks/webhook-page.tsx';
import type { Breadcrumb } from '../../ui/breadcrumbs.tsx';
import type { FormErrors } from '../../ui/components.tsx';
import { DangerZone } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Definitions } from '../../ui/lists.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { refusalText } from '../../ui/refusals.ts';
import { operatorOwner, type Webhook } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { nameOf } from './list-page.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { problemsOfSettings, SettingsFields, settingsIn } from './settings-fields.tsx';

export function webhookDependencies({ db, sealing, config }: AdminDependencies): WebhookDependencies {
  return { db, sealing, webhookAddresses: config.webhookAddresses };
}

export function breadcrumbOf({ translate }: PageRequest): readonly Breadcrumb[] {
  return [{ title: translate('adminWebhooks.title'), href: webhooksPath }];
}

/** A request for a page about one audit log webhook. */
export interface WebhookRequest extends AdminRequest {
  readonly webhook: Webhook;
}

/** Gives a page's handler the webhook in its address. @throws NotFound `webhook_not_found` */
export function forWebhook(
  { db }: AdminDependencies,
  handler: (request: WebhookRequest) => Promise<PageResponse>,
): PageHandler {
  return forOperator(async (request) => {
    const webhookId = String(request.page.request.params.webhookId ?? '');
    return handler({ ...request, webhook: await requireWebhook(db, { globalid: operatorOwner, webhookId }) });
  });
}

/** `GET /admin/webhooks/{webhookId}`: settings and deliveries. */
export function webhookPage(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, (request) => webhookResponse(deps, request, {}));
}

/** `POST /admin/webhooks/{webhookId}`: changes the webhook, sends a test event, or sends a delivery again. */
export function submitWebhook(deps: AdminDependencies): PageHandler {
  return forWebhook(deps, async (request) => {
    const { page, webhook } = request;
    const { act } = page.submission.values;
    if (act !== 'save' && act !== 'test' && act !== 'resend') throw new BadRequest();
    const errors = act === 'save' ? await save(deps, request) : await send(deps, request, act);
    if (Object.keys(errors).length > 0) return webhookResponse(deps, request, errors);
    keepNotice(page, act === 'save' ? 'notice.saved' : 'notice.webhooks.sending');
    return { redirect: webhookPath(webhook.webhookId) };
  });
}

function save(deps: AdminDependencies, { page, session, webhook }: WebhookRequest): Promise<FormErrors> {
  const settings = settingsIn(page);
  const isActive = page.submission.values.active !== undefined;
  const changed = { globalid: operatorOwner, webhookId: webhook.webhookId, ...settings, isActive };
  return problemsOfSettings(page, settings, () =>
    changeWebhook(webhookDependencies(deps), actorOfPage(page, session), changed),
  );
}

async function send(
  deps: AdminDependencies,
  { page, session, webhook: { webhookId } }: WebhookRequest,
  act: 'test' | 'resend',
): Promise<FormErrors> {
  const { delivery: deliveryId = '' } = page.submission.values;
  const [actor, name] = [actorOfPage(page, session), { globalid: operatorOwner, webhookId }];
  try {
    await (act === 'test'
      ? testWebhook(deps, actor, name)
      : resendDelivery(deps, actor, { ...name, deliveryId }));
    return {};
  } catch (error) {
    return { '': page.translate(refusalText(error, refusals)) };
  }
}

/** @param errors of the settings form, or of the sending that failed */
async function webhookResponse(
  deps: AdminDependencies,
  request: WebhookRequest,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, webhook } = request;
  const { webhookId } = webhook;
  const content = (
    <>
      <section class="card">
        <p>
          <WebhookBadge page={page} webhook={webhook} />
        </p>
        <Definitions items={factsOf(page, webhook)} />
      </section>
      <SettingsForm {...request} errors={errors} />
      <DeliveriesCard
        page={page}
        action={webhookPath(webhookId)}
        isActive={webhook.status === 'active'}
        {...(await deliveriesOn(page, deps, webhookId))}
      />
      <DangerZone page={page} actions={dangerousActions(page, webhookId)} />
    </>
  );
  return adminResponse(deps, request, {
    active: 'webhooks',
    title: nameOf(webhook),
    content,
    breadcrumb: breadcrumbOf(page),
    status: Object.keys(errors).length > 0 ? 422 : 200,
  });
}

/** After a refusal, the form keeps the submitted values. */
function SettingsForm({ page, webhook, errors }: WebhookRequest & { readonly errors: FormErrors }): VNode {
  const { submission } = page;
  const isSent = submission.values.act === 'save';
  const settings = isSent ? settingsIn(page) : webhook;
  const isActive = isSent ? submission.values.active !== undefined : webhook.status === 'active';
  return (
    <SettingsCard page={page} action={webhookPath(webhook.webhookId)} errors={errors} isActive={isActive}>
      <SettingsFields page={page} settings={settings} errors={errors} />
    </SettingsCard>
  );
}

function dangerousActions({ translate }: PageRequest, webhookId: string) {
  return [
    {
      title: translate('webhooks.rotate.title'),
      text: translate('webhooks.rotate.text'),
      href: webhookPath(webhookId, 'rotate'),
      label: translate('webhooks.rotate.short'),
    },
    {
      title: translate('webhooks.delete'),
      text: translate('webhooks.delete.text'),
      href: webhookPath(webhookId, 'delete'),
      label: translate('webhooks.delete.short'),
    },
  ];
}
