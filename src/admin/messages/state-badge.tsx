import type { VNode } from 'preact';
import type { MessageState } from '../../outbox/stored-message-queries.ts';
import { Badge } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

const kinds = { waiting: 'plain', retrying: 'bad', abandoned: 'bad', sent: 'good' } as const;

export function MessageStateBadge({ page, state }: { page: PageRequest; state: MessageState }): VNode {
  return <Badge kind={kinds[state]}>{page.translate(`adminMessages.state.${state}`)}</Badge>;
}
