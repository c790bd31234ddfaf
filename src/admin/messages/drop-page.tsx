import { dropMessage } from '../../outbox/acts.ts';
import { findMessage } from '../../outbox/stored-message-queries.ts';
import type { FormErrors } from '../../ui/components.tsx';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import type { PageResponse } from '../../ui/page-response.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { messageName } from './message-name.ts';
import { messagePath, messagesPath } from './paths.ts';
import { submitAct } from './submit-act.ts';

/** `GET /admin/messages/{id}/drop`: asks for confirmation. */
export function dropPage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => question(deps, request));
}

/** `POST /admin/messages/{id}/drop`. */
export function submitDrop(deps: AdminDependencies): PageHandler {
  return submitAct(deps, { act: dropMessage, notice: 'notice.message.dropped', showAgain: question });
}

async function question(
  deps: AdminDependencies,
  request: AdminRequest,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const message = await findMessage(deps.db, String(page.request.params.id));
  if (!message) return errorPage(page, 404);
  const { messageId, template } = message;
  const title = translate('adminMessages.drop.title', { template: messageName(page, template) });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('adminMessages.drop.text')]}
      action={messagePath(messageId, 'drop')}
      label={translate('adminMessages.drop')}
      back={messagePath(messageId)}
      errors={errors}
    />
  );
  const breadcrumb = [{ title: translate('adminMessages.title'), href: messagesPath }];
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  const view = { active: 'messages', title, breadcrumb, content, status } as const;
  return adminResponse(deps, request, view);
}
