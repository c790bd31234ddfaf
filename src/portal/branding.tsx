import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import { verifiedRedirectTarget } from '../authorization-requests/form-target.ts';
import { findDescriptions } from '../organizations/descriptions/queries.ts';
import { findLogo } from '../organizations/logo/queries.ts';
import type { Database } from '../schema.ts';
import type { PageRequest } from '../ui/page-request.ts';
import type { PageResponse } from '../ui/page-response.ts';

/** The organization whose application a user signs in to, as shown on the pages. */
export interface Brand {
  readonly globalid: string;
  /** A data URI; undefined when the organization has no logo. */
  readonly logo: string | undefined;
  /** In the language of the page, or else in English. */
  readonly description: string | undefined;
  /** The registered origin or app scheme that the sign-in finally leads to. */
  readonly target: string | undefined;
}

/**
 * Finds the organization that a query names as `client_id`.
 * @param query of an authorize request, or of a page that follows from one
 * @returns undefined when there is no such organization
 */
export async function findBrand(
  db: Kysely<Database>,
  { language }: Pick<PageRequest, 'language'>,
  query: URLSearchParams,
  publicUrl: string,
): Promise<Brand | undefined> {
  const globalid = query.get('client_id') ?? '';
  if (globalid === '' || globalid.includes('\0')) return undefined;
  const descriptions = await findDescriptions(db, globalid, [language, 'en']);
  if (!descriptions) return undefined;
  const logo = await findLogo(db, globalid);
  return {
    globalid,
    logo: logo?.startsWith('data:image/') ? logo : undefined,
    description: descriptions.get(language) ?? descriptions.get('en'),
    target: await verifiedRedirectTarget(db, query, { publicUrl }),
  };
}

/**
 * Adds the organization above the content of a response's page.
 * @param query names the organization, if any
 */
export async function withBranding(
  { db, publicUrl }: { readonly db: Kysely<Database>; readonly publicUrl: string },
  page: PageRequest,
  query: URLSearchParams,
  response: PageResponse,
): Promise<PageResponse> {
  if (!('page' in response)) return response;
  const brand = await findBrand(db, page, query, publicUrl);
  const content = (
    <>
      <Branding page={page} brand={brand} />
      {response.page.content}
    </>
  );
  return { ...response, page: { ...response.page, content } };
}

/** Shown above the form, in addition to the name of this service. */
export function Branding({ page, brand }: { page: PageRequest; brand: Brand | undefined }): VNode | null {
  if (!brand) return null;
  const { globalid, logo, description, target } = brand;
  const { translate } = page;
  return (
    <section class="branding">
      {logo !== undefined && <img src={logo} alt={translate('branding.logo', { organization: globalid })} />}
      <div>
        <p>{description ?? translate('branding.description', { organization: globalid })}</p>
        {target !== undefined && <p class="hint">{translate('branding.target', { target })}</p>}
      </div>
    </section>
  );
}
