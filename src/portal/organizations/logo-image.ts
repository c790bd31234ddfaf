import { NotFound } from '../../base/errors.ts';
import { findLogo } from '../../organizations/logo/queries.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { smallFile } from '../../ui/page-response.ts';
import type { OrganizationPagesDependencies } from './dependencies.ts';
import { forOrganization } from './guard.ts';

/** `GET /organizations/{globalid}/logo`: the stored picture. A logo on another server is never fetched. */
export function logoImage(deps: Pick<OrganizationPagesDependencies, 'db' | 'authorize'>): PageHandler {
  return forOrganization(deps, 'getOrganization', async (_page, _session, { globalid }) => {
    const logo = (await findLogo(deps.db, globalid)) ?? '';
    const [start = '', type] = /^data:(image\/(png|jpeg|webp|gif));base64,/.exec(logo) ?? [];
    if (!type) throw new NotFound();
    return smallFile('logo', type, Buffer.from(logo.slice(start.length), 'base64'));
  });
}
