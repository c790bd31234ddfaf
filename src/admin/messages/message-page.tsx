import type { ComponentChildren } from 'preact';
import { maskRecipient, resendMessage } from '../../outbox/acts.ts';
import { findMessage, type StoredMessage } from '../../outbox/stored-message-queries.ts';
import { Alert, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import { DangerZone } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { Definitions } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { userPath } from '../users/paths.ts';
import { adminResponse } from '../view.tsx';
import { messageName } from './message-name.ts';
import { messagePath, messagesPath } from './paths.ts';
import { MessageStateBadge } from './state-badge.tsx';
import { submitAct } from './submit-act.ts';

/** `GET /admin/messages/{id}`: everything about a message except its content. */
export function messagePage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => showMessage(deps, request));
}

/** `POST /admin/messages/{id}/resend`. */
export function submitResend(deps: AdminDependencies): PageHandler {
  return submitAct(deps, { act: resendMessage, notice: 'notice.message.resent', showAgain: showMessage });
}

async function showMessage(
  deps: AdminDependencies,
  request: AdminRequest,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const message = await findMessage(deps.db, String(page.request.params.id));
  if (!message) return errorPage(page, 404);
  const { messageId, state, template, hasContent } = message;
  const drop = {
    title: translate('adminMessages.drop'),
    text: translate('adminMessages.drop.text'),
    href: messagePath(messageId, 'drop'),
    label: translate('adminMessages.drop'),
  };
  const content = (
    <>
      <section class="card" aria-labelledby="message">
        <h2 id="message">
          {messageName(page, template)} <MessageStateBadge page={page} state={state} />
        </h2>
        <Definitions items={factsOf(page, message)} />
        {!hasContent && errors[''] !== undefined && (
          <Alert kind="error">
            <p>{errors['']}</p>
          </Alert>
        )}
        {hasContent && (
          <Form page={page} action={messagePath(messageId, 'resend')} errors={errors}>
            <p class="actions">
              <Submit>{translate('adminMessages.resend')}</Submit>
            </p>
          </Form>
        )}
      </section>
      {hasContent && <DangerZone page={page} actions={[drop]} />}
    </>
  );
  const breadcrumb = [{ title: translate('adminMessages.title'), href: messagesPath }];
  const title = translate('adminMessages.message');
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  return adminResponse(deps, request, { active: 'messages', title, breadcrumb, content, status });
}

function factsOf(page: PageRequest, message: StoredMessage) {
  const { translate } = page;
  const { state, username, lastError } = message;
  const isUnsent = state === 'waiting' || state === 'retrying';
  const at = (time: Date | null) => time && <Time page={page} at={time} />;
  const facts: readonly (readonly [Parameters<typeof translate>[0], ComponentChildren])[] = [
    ['adminMessages.kind', <code key="kind">{message.template}</code>],
    ['adminMessages.to', maskRecipient(message.channel, message.recipient)],
    ['adminMessages.user', username && <a href={userPath(username)}>{username}</a>],
    ['adminMessages.made', at(message.createdAt)],
    ['adminMessages.attempts', String(message.attempts)],
    ['adminMessages.lastError', lastError && <code>{lastError}</code>],
    ['adminMessages.next', isUnsent ? at(message.availableAt) : null],
    ['adminMessages.sentAt', at(message.sentAt)],
    ['adminMessages.abandonedAt', at(message.failedAt)],
  ];
  return facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => ({ name: translate(name), value }));
}
