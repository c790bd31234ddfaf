import type { OperationName } from '../../../../generated/services.ts';
import { BadRequest } from '../../../base/errors.ts';
import {
  changeWebhook,
  requireWebhook,
  resendDelivery,
  testWebhook,
} from '../../../organizations/webhooks/acts.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { DangerZone } from '../../../ui/danger.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Definitions } from '../../../ui/lists.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { Time } from '../../../ui/time.tsx';
import type { Webhook } from '../../../webhooks/queries.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization, type OpenOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { DeliveriesCard, deliveriesOn } from './deliveries-card.tsx';
import { WebhookBadge } from './list-page.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { SettingsCard } from './settings-card.tsx';
import { SettingsFields, settingRefusals, settingsIn } from './settings-fields.tsx';

/** A request for a page about one webhook. */
export interface WebhookPage extends OrganizationPage {
  readonly webhook: Webhook;
}

/** `GET /organizations/{globalid}/webhooks/{webhookId}`. */
export function webhookPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'listWebhookDeliveries', async (page, session, organization) => {
    const webhook = await webhookNamed(deps, page, organization);
    return webhookResponse(deps, { page, session, organization, webhook }, {});
  });
}

/** Finds the webhook in the URL. @throws NotFound `webhook_not_found` */
export function webhookNamed(
  { db }: Pick<OrganizationPagesDependencies, 'db'>,
  { request }: PageRequest,
  { globalid }: OpenOrganization,
): Promise<Webhook> {
  return requireWebhook(db, { globalid, webhookId: String(request.params.webhookId ?? '') });
}

const operations: ReadonlyMap<string, OperationName> = new Map([
  ['save', 'updateWebhook'],
  ['test', 'testWebhook'],
  ['resend', 'resendWebhookDelivery'],
]);

/** @throws BadRequest for an unknown act */
function operationIn({ submission }: PageRequest): OperationName {
  const operation = operations.get(submission.values.act ?? '');
  if (!operation) throw new BadRequest();
  return operation;
}

/**
 * `POST /organizations/{globalid}/webhooks/{webhookId}`: changes the webhook, sends a test event or repeats a delivery.
 */
export function submitWebhook(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, operationIn, async (page, session, organization) => {
    const webhook = await webhookNamed(deps, page, organization);
    const shown = { page, session, organization, webhook };
    try {
      await act(deps, shown);
    } catch (error) {
      const text = page.translate(refusalText(error, refusals));
      const field = page.submission.values.act === 'save' ? 'url' : '';
      return webhookResponse(deps, shown, { [field]: text });
    }
    return { redirect: webhookPath(organization.globalid, webhook.webhookId) };
  });
}

/** Texts for refused sending or settings. */
export const refusals = {
  ...settingRefusals,
  webhook_inactive: 'webhooks.inactive',
  delivery_not_found: 'webhooks.delivery.gone',
  too_many_requests: 'webhooks.tooOften',
} as const;

async function act(deps: OrganizationPagesDependencies, shown: WebhookPage): Promise<void> {
  const { page, session, organization, webhook } = shown;
  const { act: requestedAct, delivery: deliveryId = '', active } = page.submission.values;
  const actor = actorOfPage(page, session);
  const name = { globalid: organization.globalid, webhookId: webhook.webhookId };
  if (requestedAct === 'save') {
    await changeWebhook(deps, actor, { ...name, ...settingsIn(page), isActive: active !== undefined });
    keepNotice(page, 'notice.saved');
    return;
  }
  if (requestedAct === 'test') await testWebhook(deps, actor, name);
  else await resendDelivery(deps, actor, { ...name, deliveryId });
  keepNotice(page, 'notice.webhooks.sending');
}

/** @param errors of the settings form, or of what was to be sent */
async function webhookResponse(
  deps: OrganizationPagesDependencies,
  shown: WebhookPage,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, organization, webhook } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const action = webhookPath(globalid, webhook.webhookId);
  const isActive = webhook.status === 'active';
  const content = (
    <>
      <section class="card">
        <p>
          <WebhookBadge page={page} webhook={webhook} />
        </p>
        <Definitions items={factsOf(page, webhook)} />
      </section>
      <SettingsForm {...shown} errors={errors} action={action} />
      <DeliveriesCard
        page={page}
        action={action}
        isActive={isActive}
        {...(await deliveriesOn(page, deps, webhook.webhookId))}
      />
      <DangerZone page={page} actions={dangerousActions(shown)} />
    </>
  );
  const title = webhook.description === '' ? new URL(webhook.url).host : webhook.description;
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const breadcrumb = [{ title: translate('webhooks.title'), href: webhooksPath(globalid) }];
  return organizationResponse(deps, shown, { active: 'webhooks', title, content, breadcrumb, status });
}

/** The facts of a webhook: its URL, when it was created, and problems. */
export function factsOf(page: PageRequest, { url, createdAt, failingSince, formerSecretUntil }: Webhook) {
  const { translate } = page;
  const isRotating = formerSecretUntil && formerSecretUntil > page.now;
  return [
    { name: translate('webhooks.url'), value: <code>{url}</code> },
    { name: translate('webhooks.created'), value: <Time page={page} at={createdAt} isDay /> },
    ...(failingSince
      ? [{ name: translate('webhooks.failingSince'), value: <Time page={page} at={failingSince} /> }]
      : []),
    ...(isRotating
      ? [{ name: translate('webhooks.rotate.former'), value: <Time page={page} at={formerSecretUntil} /> }]
      : []),
  ];
}

interface SettingsFormProps extends WebhookPage {
  readonly errors: FormErrors;
  readonly action: string;
}

/** After a refusal, the form shows the submitted values. */
function SettingsForm({ page, webhook, errors, action }: SettingsFormProps) {
  const { submission } = page;
  const isRefused = errors.url !== undefined;
  const isActive = isRefused ? submission.values.active !== undefined : webhook.status === 'active';
  const settings = isRefused ? { ...settingsIn(page), isActive } : { ...webhook, isActive };
  return (
    <SettingsCard page={page} action={action} errors={errors} isActive={isActive}>
      <SettingsFields page={page} settings={settings} errors={errors} />
    </SettingsCard>
  );
}

function dangerousActions({
  page: { translate },
  organization: { globalid },
  webhook: { webhookId },
}: WebhookPage) {
  return [
    {
      title: translate('webhooks.rotate.title'),
      text: translate('webhooks.rotate.text'),
      href: webhookPath(globalid, webhookId, 'rotate'),
      label: translate('webhooks.rotate.short'),
    },
    {
      title: translate('webhooks.delete'),
      text: translate('webhooks.delete.text'),
      href: webhookPath(globalid, webhookId, 'delete'),
      label: translate('webhooks.delete.short'),
    },
  ];
}
