import type { ComponentChildren } from 'preact';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { isAuthorizeRequest } from '../../web/destination.ts';
import { Branding, findBrand } from '../branding.tsx';
import type { SignInDependencies } from './dependencies.ts';

export interface SignInPage {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The query that the sign-in began with. */
  readonly query: URLSearchParams;
  readonly status?: number;
  readonly scripts?: readonly string[];
  readonly refreshSeconds?: number | undefined;
}

/** A page of the sign-in, with the client's branding. Its forms may redirect back to the client. */
export async function signInPage(
  { db, publicUrl }: Pick<SignInDependencies, 'db' | 'publicUrl'>,
  page: PageRequest,
  { title, children, query, status = 200, scripts, refreshSeconds }: SignInPage,
): Promise<PageResponse> {
  const brand = await findBrand(db, page, query, publicUrl);
  const leadsBack = isAuthorizeRequest(query) && brand?.target !== undefined;
  const content = (
    <>
      <Branding page={page} brand={brand} />
      <section class="card">
        <h1>{title}</h1>
        {children}
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
