import { addWebhook } from '../../organizations/webhooks/acts.ts';
import { SecretCard } from '../../portal/organizations/webhooks/secret-card.tsx';
import { Form, type FormErrors, SubmitOrLeave } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { operatorOwner } from '../../webhooks/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { webhookPath, webhooksPath } from './paths.ts';
import { problemsOfSettings, SettingsFields, settingsIn } from './settings-fields.tsx';
import { breadcrumbOf, webhookDependencies } from './webhook-page.tsx';

/** `GET /admin/webhooks/new`. */
export function newWebhookPage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => form(deps, request, {}));
}

/** `POST /admin/webhooks/new`: shows the secret once, in the response. */
export function submitNewWebhook(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const settings = settingsIn(page);
    const made: Awaited<ReturnType<typeof addWebhook>>[] = [];
    const errors = await problemsOfSettings(page, settings, async () => {
      const webhook = { globalid: operatorOwner, ...settings, isActive: true };
      made.push(await addWebhook(webhookDependencies(deps), actorOfPage(page, session), webhook));
    });
    const [added] = made;
    if (!added) return form(deps, request, errors);
    const content = (
      <SecretCard page={page} secret={added.secret} next={webhookPath(added.webhook.webhookId)} />
    );
    const title = page.translate('webhooks.created.title');
    return adminResponse(deps, request, {
      active: 'webhooks',
      title,
      content,
      scripts: ['portal.js'],
      breadcrumb: breadcrumbOf(page),
    });
  });
}

function form(deps: AdminDependencies, request: AdminRequest, errors: FormErrors): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const content = (
    <section class="card">
      <Form page={page} action={`${webhooksPath}/new`} errors={errors}>
        <SettingsFields page={page} settings={settingsIn(page)} errors={errors} />
        <SubmitOrLeave
          submit={translate('webhooks.new.submit')}
          leave={translate('danger.cancel')}
          to={webhooksPath}
        />
      </Form>
    </section>
  );
  return adminResponse(deps, request, {
    active: 'webhooks',
    title: translate('webhooks.new.title'),
    content,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    breadcrumb: breadcrumbOf(page),
  });
}
