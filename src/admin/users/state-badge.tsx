import type { VNode } from 'preact';
import type { AccountLine } from '../../operators/accounts/queries.ts';
import { Badge } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

/** Whether a user can sign in, and whether the user is an operator. */
export function StateBadges({
  page: { translate },
  account: { lockedAt, deletionRequestedAt, isOperator },
}: {
  readonly page: PageRequest;
  readonly account: Pick<AccountLine, 'lockedAt' | 'deletionRequestedAt' | 'isOperator'>;
}): VNode {
  const isOpen = !lockedAt && !deletionRequestedAt;
  return (
    <>
      {isOpen && <Badge kind="good">{translate('adminUsers.state.open')}</Badge>}
      {lockedAt && <Badge kind="bad">{translate('adminUsers.state.locked')}</Badge>}{' '}
      {deletionRequestedAt && <Badge kind="bad">{translate('adminUsers.state.deleted')}</Badge>}{' '}
      {isOperator && <Badge kind="plain">{translate('adminUsers.operator')}</Badge>}
    </>
  );
}
