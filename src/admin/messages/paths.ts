import type { MessageSearch } from '../../outbox/stored-message-queries.ts';

export const messagesPath = '/admin/messages';

/** The address of the list. */
export function messageListPath({ state, before }: Pick<MessageSearch, 'state' | 'before'>): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(before !== undefined && { before }) });
  return query.size === 0 ? messagesPath : `${messagesPath}?${query}`;
}

/** The address of a message, or of an action on it. */
export function messagePath(messageId: string, act?: 'resend' | 'drop'): string {
  const path = `${messagesPath}/${encodeURIComponent(messageId)}`;
  return act === undefined ? path : `${path}/${act}`;
}
