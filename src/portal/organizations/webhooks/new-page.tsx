import { addWebhook } from '../../../organizations/webhooks/acts.ts';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { type OrganizationPage, organizationResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { SecretCard } from './secret-card.tsx';
import { SettingsFields, settingRefusals, settingsIn } from './settings-fields.tsx';

/** `GET /organizations/{globalid}/webhooks/new`. */
export function newWebhookPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createWebhook', (page, session, organization) =>
    newWebhookForm(deps, { page, session, organization }, {}),
  );
}

/** `POST /organizations/{globalid}/webhooks/new`: adds a webhook and shows its secret once. */
export function submitNewWebhook(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createWebhook', async (page, session, organization) => {
    const shown = { page, session, organization };
    const { globalid } = organization;
    const content = { globalid, ...settingsIn(page), isActive: true };
    try {
      const { webhook, secret } = await addWebhook(deps, actorOfPage(page, session), content);
      return await createdPage(deps, shown, webhook.webhookId, secret);
    } catch (error) {
      return newWebhookForm(deps, shown, { url: page.translate(refusalText(error, settingRefusals)) });
    }
  });
}

function newWebhookForm(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  errors: FormErrors,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const path = webhooksPath(organization.globalid);
  const content = (
    <section class="card">
      <Form page={page} action={`${path}/new`} errors={errors}>
        <SettingsFields page={page} settings={{ ...settingsIn(page), isActive: true }} errors={errors} />
        <SubmitOrLeave
          submit={translate('webhooks.new.submit')}
          leave={translate('danger.cancel')}
          to={path}
        />
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  const breadcrumb = [{ title: translate('webhooks.title'), href: path }];
  const title = translate('webhooks.new.title');
  return organizationResponse(deps, shown, { active: 'webhooks', title, content, status, breadcrumb });
}

function createdPage(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  webhookId: string,
  secret: string,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { globalid } = organization;
  const title = page.translate('webhooks.created.title');
  const content = <SecretCard page={page} secret={secret} next={webhookPath(globalid, webhookId)} />;
  const breadcrumb = [{ title: page.translate('webhooks.title'), href: webhooksPath(globalid) }];
  return organizationResponse(deps, shown, { active: 'webhooks', title, content, breadcrumb });
}
