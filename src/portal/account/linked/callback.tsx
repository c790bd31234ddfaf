import { UnusableReply } from '../../../fetch/exchange.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Message } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { finishLinking, useState } from '../../../users/linked-accounts/acts.ts';
import { type Provider, providerTitles } from '../../../users/linked-accounts/providers.ts';
import type { ProviderName } from '../../../users/linked-accounts/tables.ts';
import { forSignedIn } from '../signed-in.ts';
import { type LinkedDependencies, linkedPath } from './page.tsx';

/**
 * `GET /github_callback`, `GET /facebook_callback`: a provider sends the browser back. Links the provider's account to
 * the signed-in user, and nothing else: it signs no user in, and neither creates nor finds an account.
 */
export function linkedCallback(deps: LinkedDependencies, name: ProviderName): PageHandler {
  const provider = deps.providers[name];
  if (!provider) return (page) => errorPage(page, 404);
  const handle = forSignedIn((page, own) => comeBack(deps, provider, page, own));
  return async (page) => {
    if (await page.session('interactive')) return handle(page);
    // The code is only valid in the session that asked for it, and must not be passed on to another page.
    return { redirect: `/login?${new URLSearchParams({ endpoint: `${linkedPath}?again` })}` };
  };
}

async function comeBack(
  deps: LinkedDependencies,
  provider: Provider,
  page: PageRequest,
  own: UserSession,
): Promise<PageResponse> {
  const { query } = page;
  const state = query.get('state') ?? '';
  if (!(await useState(deps, page, provider, { sessionId: own.sessionId, state })))
    return explain(page, provider, 'stale', 400);
  if (query.get('error') === 'access_denied') return explain(page, provider, 'cancelled', 200);
  const code = query.get('code') ?? '';
  if (query.has('error') || code === '') return explain(page, provider, 'failed', 502);
  try {
    await finishLinking(deps, actorOfPage(page, own), provider, { username: own.username, code, state });
  } catch (error) {
    if (!(error instanceof UnusableReply)) throw error;
    const { requestId } = page;
    deps.log.warn(
      { requestId, provider: provider.name, reason: error.reason },
      'account could not be linked',
    );
    return explain(page, provider, 'failed', 502);
  }
  return { redirect: linkedPath, status: 303 };
}

type Outcome = 'stale' | 'cancelled' | 'failed';

/** A page with the outcome and a link back. */
function explain(
  { translate, requestId }: PageRequest,
  { name }: Provider,
  outcome: Outcome,
  status: number,
): PageResponse {
  const say = (key: MessageKey) => translate(key, { provider: providerTitles[name] });
  const title = say(`linked.${outcome}.title`);
  const content = (
    <Message title={title} paragraphs={[say(`linked.${outcome}.text`)]}>
      {outcome === 'failed' && <p class="hint">{translate('error.requestId', { requestId })}</p>}
      <p>
        <a href={linkedPath}>{translate('linked.back')}</a>
      </p>
    </Message>
  );
  return { status, page: { title, content, hasSecretAddress: true } };
}
