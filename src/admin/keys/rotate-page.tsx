import { type SigningAlgorithm, signingAlgorithms } from '../../crypto/jwt.ts';
import { rotateSigningKey } from '../../tokens/key-rotation.ts';
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
import { keysPath, rotatePath } from './paths.ts';

/** `GET /admin/keys/rotate/{algorithm}`: asks for confirmation. */
export function rotatePage(deps: AdminDependencies): PageHandler {
  return forAlgorithm((request, algorithm) => question(deps, request, algorithm));
}

/** `POST /admin/keys/rotate/{algorithm}`: publishes the new key now; it signs from a day later. */
export function submitRotation(deps: AdminDependencies): PageHandler {
  return forAlgorithm(async (request, algorithm) => {
    const { page, session } = request;
    const outcome = await rotateSigningKey(deps, actorOfPage(page, session), algorithm).catch(
      (error: unknown) => refusalText(error, { rotation_under_way: 'adminKeys.refused.underWay' }),
    );
    if (typeof outcome === 'string')
      return question(deps, request, algorithm, { '': page.translate(outcome) });
    keepNotice(page, 'notice.key.rotated', { algorithm });
    return { redirect: keysPath };
  });
}

function forAlgorithm(
  handler: (request: AdminRequest, algorithm: SigningAlgorithm) => Promise<PageResponse>,
): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const algorithm = signingAlgorithms.find((name) => name === page.request.params.algorithm);
    return algorithm === undefined ? errorPage(page, 404) : handler(request, algorithm);
  });
}

function question(
  deps: AdminDependencies,
  request: AdminRequest,
  algorithm: SigningAlgorithm,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const title = translate('adminKeys.rotate.title', { algorithm });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate('adminKeys.rotate.text'), translate('adminKeys.rotate.clients')]}
      action={rotatePath(algorithm)}
      label={translate('adminKeys.rotate')}
      back={keysPath}
      errors={errors}
    />
  );
  const breadcrumb = [{ title: translate('adminKeys.title'), href: keysPath }];
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  const view = { active: 'keys', title, breadcrumb, content, status } as const;
  return adminResponse(deps, request, view);
}
