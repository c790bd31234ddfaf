import type { ComponentChildren, VNode } from 'preact';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { addressWith, isAuthorizeRequest } from '../../web/destination.ts';
import { Branding, findBrand } from '../branding.tsx';
import type { SignInDependencies } from './dependencies.ts';

export interface SignInPage {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The sign-in whose password was correct. */
  readonly pending?: PendingLogin;
  /** The query that the sign-in began with. Default: that of `pending`. */
  readonly query?: URLSearchParams;
  readonly status?: number;
  readonly scripts?: readonly string[];
  readonly refreshSeconds?: number | undefined;
}

/** A page of the sign-in, with the client's branding. Its forms may redirect back to the client. */
export async function signInPage(
  { db, publicUrl }: Pick<SignInDependencies, 'db' | 'publicUrl'>,
  page: PageRequest,
  { title, children, pending, status = 200, scripts, refreshSeconds, ...more }: SignInPage,
): Promise<PageResponse> {
  const { query = new URLSearchParams(pending?.returnQuery) } = more;
  const brand = await findBrand(db, page, query, publicUrl);
  const leadsBack = isAuthorizeRequest(query) && brand?.target !== undefined;
  const content = (
    <>
      <Branding page={page} brand={brand} />
      <section class="card">
        <h1>{title}</h1>
        {children}
        {pending && <OwnAccount page={page} pending={pending} />}
      </section>
    </>
  );
  return {
    status,
    page: {
      title,
      content,
      ...(scripts && { scripts }),
      ...(leadsBack && brand.target !== undefined && { formTargets: [brand.target] }),
      ...(refreshSeconds !== undefined && { refreshSeconds }),
    },
  };
}

/** Names the account, and leads back to the first step for another one. */
function OwnAccount({ page, pending }: { page: PageRequest; pending: PendingLogin }): VNode {
  const { username, returnQuery } = pending;
  return (
    <p class="own-account hint">
      {page.translate('secondFactor.account', { username })}{' '}
      <a href={addressWith('/login', returnQuery)}>{page.translate('consent.notYou')}</a>
    </p>
  );
}
