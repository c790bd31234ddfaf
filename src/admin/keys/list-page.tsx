import type { VNode } from 'preact';
import { keysInForce } from '../../tokens/key-ring.ts';
import { listPublishedKeys, type StoredSigningKey } from '../../tokens/signing-key-queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../ui/lists.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { rotatePath, withdrawPath } from './paths.ts';

type KeyState = 'signs' | 'next' | 'past';

/** `GET /admin/keys`: the published keys with state and age. */
export function keysPage(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const { translate } = page;
    const keys = await listPublishedKeys(deps.db, page.now);
    const inForce = keysInForce(keys, page.now);
    const stateOf = (key: StoredSigningKey): KeyState => {
      if (inForce.includes(key)) return 'signs';
      return key.signsFrom > page.now ? 'next' : 'past';
    };
    const hasNext = ({ algorithm }: StoredSigningKey) =>
      keys.some((other) => other.algorithm === algorithm && other.signsFrom > page.now);
    const content = (
      <>
        <p class="lead">{translate('adminKeys.text')}</p>
        <EntryList
          id="keys"
          title={translate('adminKeys.published')}
          entries={keys.map((key) => entryOf(page, key, stateOf(key), hasNext(key)))}
          none={translate('adminKeys.none')}
        />
      </>
    );
    return adminResponse(deps, request, { active: 'keys', title: translate('adminKeys.title'), content });
  });
}

const badges = { signs: 'good', next: 'plain', past: 'plain' } as const;

/** @param hasNext whether a rotation of this algorithm is already in progress */
function entryOf(page: PageRequest, key: StoredSigningKey, state: KeyState, hasNext: boolean): Entry {
  const { translate } = page;
  const { kid, algorithm } = key;
  const rotation = {
    href: rotatePath(algorithm),
    text: translate('adminKeys.rotate'),
    label: translate('adminKeys.rotate.label', { algorithm }),
  };
  const withdrawal = {
    href: withdrawPath(kid),
    text: translate('adminKeys.withdraw'),
    label: translate('adminKeys.withdraw.label', { kid }),
  };
  return {
    key: kid,
    title: algorithm,
    marks: <Badge kind={badges[state]}>{translate(`adminKeys.state.${state}`)}</Badge>,
    details: (
      <>
        <p>
          <code>{kid}</code>
        </p>
        <Times page={page} stored={key} />
      </>
    ),
    actions: [...(state === 'signs' && !hasNext ? [rotation] : []), withdrawal],
  };
}

function Times({ page, stored }: { page: PageRequest; stored: StoredSigningKey }): VNode {
  const { translate, now } = page;
  const { signsFrom, signsUntil, expiresAt } = stored;
  const days = Math.floor((now.getTime() - signsFrom.getTime()) / 86_400_000);
  return (
    <p>
      {translate('adminKeys.from')} <Time page={page} at={signsFrom} />
      {days >= 0 && ` (${translate('adminKeys.days', { days })})`}
      {signsUntil && (
        <>
          {' · '}
          {translate('adminKeys.until')} <Time page={page} at={signsUntil} />
        </>
      )}
      {expiresAt && (
        <>
          {' · '}
          {translate('adminKeys.publishedUntil')} <Time page={page} at={expiresAt} />
        </>
      )}
    </p>
  );
}
