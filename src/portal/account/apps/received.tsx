import type { VNode } from 'preact';
import type { NewestToken } from '../../../tokens/newest-token-queries.ts';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Time } from '../../../ui/time.tsx';
import { scopeText } from '../../organizations/scope-texts.ts';
import { shortList } from '../../short-list.ts';

/** The scopes of the last token of a client, as long as it is stored. */
export function Received({
  page,
  received,
}: {
  page: PageRequest;
  received: NewestToken | undefined;
}): VNode | null {
  if (!received) return null;
  const { translate } = page;
  const texts = received.scopes
    .map((scope) => scopeText(page, scope))
    .filter((text, index) => text !== received.scopes[index]);
  return (
    <p>
      {translate('apps.received')} <Time page={page} at={received.createdAt} />.{' '}
      {translate('apps.received.for', {
        what: shortList(translate, texts) || translate('apps.received.nothing'),
      })}
    </p>
  );
}
