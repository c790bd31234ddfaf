import type { VNode } from 'preact';
import { createDirectoryToken } from '../../../scim/directory/acts.ts';
import { findDirectoryTokenEnd } from '../../../scim/directory/queries.ts';
import { Alert } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { refusalText } from '../../../ui/refusals.ts';
import { Time } from '../../../ui/time.tsx';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { forOrganization } from '../guard.ts';
import { organizationPath } from '../paths.ts';
import { type OrganizationPage, organizationResponse, questionResponse } from '../view.tsx';
import { tokenPath } from './paths.ts';

/** `GET /organizations/{globalid}/directory/token`: asks for confirmation; a new token replaces the current one. */
export function tokenPage(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', (page, session, organization) =>
    question(deps, { page, session, organization }),
  );
}

/** `POST /organizations/{globalid}/directory/token`: creates a token and shows it once. */
export function submitToken(deps: OrganizationPagesDependencies): PageHandler {
  return forOrganization(deps, 'createNewOrganizationAPIKey', async (page, session, organization) => {
    const shown = { page, session, organization };
    const { globalid } = organization;
    const isReplaced = (await findDirectoryTokenEnd(deps.db, globalid, page.now)) !== undefined;
    if (isReplaced && page.submission.values.replaces === undefined) return question(deps, shown);
    try {
      const made = await createDirectoryToken(deps, actorOfPage(page, session), { globalid });
      return tokenResponse(deps, shown, { ...made, isReplaced });
    } catch (error) {
      const refusal = refusalText(error, { label_in_use: 'directory.token.inUse' });
      return question(deps, shown, page.translate(refusal));
    }
  });
}

async function question(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  refusal?: string,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const { globalid } = organization;
  const isReplaced = (await findDirectoryTokenEnd(deps.db, globalid, page.now)) !== undefined;
  const act = isReplaced ? 'replace' : 'make';
  return questionResponse(deps, shown, {
    active: 'directory',
    title: translate(`directory.token.${act}.title`),
    paragraphs: [translate(`directory.token.${act}.text`)],
    action: tokenPath(globalid),
    label: translate(`directory.token.${act}`),
    back: organizationPath(globalid, 'directory'),
    refusal,
    isHarmless: !isReplaced,
    ...(isReplaced && { fields: { replaces: '1' } }),
  });
}

interface MadeToken {
  readonly token: string;
  readonly expiresAt: Date;
  /** Whether it replaced another token. */
  readonly isReplaced: boolean;
}

function tokenResponse(
  deps: OrganizationPagesDependencies,
  shown: OrganizationPage,
  made: MadeToken,
): Promise<PageResponse> {
  const { page, organization } = shown;
  const { translate } = page;
  const back = organizationPath(organization.globalid, 'directory');
  const content = (
    <>
      <TokenCard page={page} made={made} />
      <p class="actions">
        <a class="button primary" href={back}>
          {translate('directory.token.next')}
        </a>
      </p>
    </>
  );
  return organizationResponse(deps, shown, {
    active: 'directory',
    title: translate('directory.token'),
    breadcrumb: [{ title: translate('directory.title'), href: back }],
    content,
  });
}

/** No other page shows the token. */
function TokenCard({ page, made }: { readonly page: PageRequest; readonly made: MadeToken }): VNode {
  const { translate } = page;
  const { token, expiresAt, isReplaced } = made;
  return (
    <section class="card">
      {isReplaced && <p>{translate('directory.token.replaced')}</p>}
      <Alert kind="info">{translate('directory.token.once')}</Alert>
      <Copy page={page} text={token} label={translate('directory.token')} />
      <p class="hint">
        {translate('directory.token.until')}: <Time page={page} at={expiresAt} />
      </p>
    </section>
  );
}
