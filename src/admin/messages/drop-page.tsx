import { dropMessage } from '../../outbox/acts.ts';
import { findMessage } from '../../outbox/queries.ts';
import { refusalText } from '../../portal/organizations/refusals.ts';
import type { Answer } from '../../ui/answer.ts';
import type { FormErrors } from '../../ui/components.tsx';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../gate.ts';
import { adminAnswer } from '../view.tsx';
import { messageRefusals } from './message-page.tsx';
import { messagePath, messagesPath } from './paths.ts';

/** `GET /admin/messages/{id}/drop`: asks once more. */
export function dropPage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => question(deps, request));
}

/** `POST /admin/messages/{id}/drop`. */
export function submitDrop(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const id = String(page.request.params.id);
    if (!(await findMessage(deps.db, id))) return errorPage(page, 404);
    const refusal = await dropMessage(deps, actorOfPage(page, session), id).then(
      () => undefined,
      (error: unknown) => refusalText(error, messageRefusals),
    );
    if (refusal) return question(deps, request, { '': page.translate(refusal) });
    keepNotice(page, 'notice.message.dropped');
    return { redirect: messagePath(id) };
  });
}

async function question(
  deps: AdminDependencies,
  request: AdminRequest,
  errors: FormErrors = {},
): Promise<Answer> {
  const { page } = request;
  const { translate } = page;
  const message = await findMessage(deps.db, String(page.request.params.id));
  if (!message) return errorPage(page, 404);
  const { messageId, template } = message;
  const title = translate('adminMessages.drop.title', { template });
  const content = (
    <Confirmation
      page={page}
      title={title}
      paragraphs={[translate('adminMessages.drop.text')]}
      action={messagePath(messageId, 'drop')}
      label={translate('adminMessages.drop')}
      back={messagePath(messageId)}
      errors={errors}
    />
  );
  const breadcrumb = [{ title: translate('adminMessages.title'), href: messagesPath }];
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  const view = { active: 'messages', title, breadcrumb, content, status, hasHeading: true } as const;
  return adminAnswer(deps, request, view);
}
