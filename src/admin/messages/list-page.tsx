import type { VNode } from 'preact';
import { maskRecipient } from '../../outbox/acts.ts';
import {
  listMessages,
  type MessageState,
  messageStates,
  type StoredMessage,
} from '../../outbox/stored-message-queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { type Entry, EntryList, Paging } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { messageName } from './message-name.ts';
import { messageListPath, messagePath } from './paths.ts';
import { MessageStateBadge } from './state-badge.tsx';

const pageSize = 25;

/** `GET /admin/messages`: `state` filters the list; `before` is the id of the last message on the previous page. */
export function messagesPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate, query } = page;
    const state = messageStates.find((name) => name === query.get('state'));
    const before = query.get('before') ?? undefined;
    const search = { ...(state && { state }), ...(before !== undefined && { before }) };
    const found = await listMessages(deps.db, { ...search, limit: pageSize + 1 });
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    const older = last && messageListPath({ ...search, before: last.messageId });
    const newest = state === undefined ? {} : { state };
    const content = (
      <>
        <p class="lead">{translate('adminMessages.text')}</p>
        <States page={page} chosen={state} />
        <EntryList
          id="messages"
          entries={shown.map((message) => entryOf(page, message))}
          none={translate('adminMessages.none')}
        />
        <Paging page={page} newer={before && messageListPath(newest)} older={older} />
      </>
    );
    return adminResponse(deps, request, {
      active: 'messages',
      title: translate('adminMessages.title'),
      content,
    });
  });
}

function States({ page, chosen }: { page: PageRequest; chosen: MessageState | undefined }): VNode {
  const { translate } = page;
  return (
    <nav class="filter" aria-label={translate('adminMessages.filter')}>
      {[undefined, ...messageStates].map((state) => (
        <a
          key={state}
          href={messageListPath(state === undefined ? {} : { state })}
          aria-current={state === chosen ? 'true' : undefined}
        >
          {translate(`adminMessages.state.${state ?? 'all'}`)}
        </a>
      ))}
    </nav>
  );
}

function entryOf(page: PageRequest, message: StoredMessage): Entry {
  const { messageId, channel, recipient, template, createdAt, lastError } = message;
  const facts = [
    maskRecipient(channel, recipient),
    page.translate(`adminMessages.channel.${channel}`),
    lastError,
  ];
  return {
    key: messageId,
    title: <a href={messagePath(messageId)}>{messageName(page, template)}</a>,
    marks: <MessageStateBadge page={page} state={message.state} />,
    details: (
      <p>
        <Time page={page} at={createdAt} />
        {facts.filter((fact) => fact !== '').map((fact) => ` · ${fact}`)}
      </p>
    ),
  };
}
