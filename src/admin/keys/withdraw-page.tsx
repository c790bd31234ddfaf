import { retireSigningKey } from '../../tokens/key-rotation.ts';
import { listPublishedKeys, type StoredSigningKey } from '../../tokens/signing-key-queries.ts';
import type { FormErrors } from '../../ui/components.tsx';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { refusalText } from '../../ui/refusals.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { keysPath, withdrawPath } from './paths.ts';

/** `GET /admin/keys/withdraw/{kid}`: asks for confirmation. */
export function withdrawPage(deps: AdminDependencies): PageHandler {
  return forKey(deps, (request, key) => question(deps, request, key));
}

/** `POST /admin/keys/withdraw/{kid}`: withdraws the key; nothing it has signed is accepted from then on. */
export function submitWithdrawal(deps: AdminDependencies): PageHandler {
  return forKey(deps, async (request, key) => {
    const { page, session } = request;
    const refused = await retireSigningKey(deps, actorOfPage(page, session), key.kid).then(
      () => undefined,
      (error: unknown) => refusalText(error, { last_signing_key: 'adminKeys.refused.last' }),
    );
    if (refused) return question(deps, request, key, { '': page.translate(refused) });
    keepNotice(page, 'notice.key.withdrawn', { algorithm: key.algorithm });
    return { redirect: keysPath };
  });
}

function forKey(
  { db }: AdminDependencies,
  handler: (request: AdminRequest, key: StoredSigningKey) => Promise<PageResponse>,
): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const keys = await listPublishedKeys(db, page.now);
    const key = keys.find(({ kid }) => kid === page.request.params.kid);
    return key ? handler(request, key) : errorPage(page, 404);
  });
}

function question(
  deps: AdminDependencies,
  request: AdminRequest,
  { kid, algorithm }: StoredSigningKey,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const title = translate('adminKeys.withdraw.title', { algorithm });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('adminKeys.withdraw.text'), translate('adminKeys.withdraw.tokens')]}
      action={withdrawPath(kid)}
      label={translate('adminKeys.withdraw')}
      back={keysPath}
      errors={errors}
    >
      <p>
        <code>{kid}</code>
      </p>
    </Confirmation>
  );
  const breadcrumb = [{ title: translate('adminKeys.title'), href: keysPath }];
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  const view = { active: 'keys', title, breadcrumb, content, status } as const;
  return adminResponse(deps, request, view);
}
