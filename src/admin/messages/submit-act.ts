import type { Actor } from '../../base/actor.ts';
import { findMessage } from '../../outbox/stored-message-queries.ts';
import type { FormErrors } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { type RefusalTexts, refusalText } from '../../ui/refusals.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { messagePath } from './paths.ts';

/** Reasons why a message cannot be sent again or dropped. */
const refusals: RefusalTexts = {
  message_sent: 'adminMessages.refused.sent',
  message_under_way: 'adminMessages.refused.underWay',
  message_content_removed: 'adminMessages.refused.removed',
  message_outdated: 'adminMessages.refused.outdated',
};

interface MessageAct {
  readonly act: (deps: AdminDependencies, actor: Actor, id: string) => Promise<unknown>;
  readonly notice: Parameters<typeof keepNotice>[1];
  /** Shows the operator's page again, with the reason of the refusal under `''`. */
  readonly showAgain: (
    deps: AdminDependencies,
    request: AdminRequest,
    errors: FormErrors,
  ) => Promise<PageResponse>;
}

/** Does something to the message in the path and shows it. Answers 404 when there is no such message. */
export function submitAct(deps: AdminDependencies, { act, notice, showAgain }: MessageAct): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const id = String(page.request.params.id);
    if (!(await findMessage(deps.db, id))) return errorPage(page, 404);
    const refusal = await act(deps, actorOfPage(page, session), id).then(
      () => undefined,
      (error: unknown) => refusalText(error, refusals),
    );
    if (refusal) return showAgain(deps, request, { '': page.translate(refusal) });
    keepNotice(page, notice);
    return { redirect: messagePath(id) };
  });
}
