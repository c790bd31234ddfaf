import { Branding, findBrand } from '../pages/branding.tsx';
import type { PageHandler } from '../pages/endpoint.tsx';
import { currentRegistration, type RegistrationParts } from './parts.ts';

/** Shows above each page for whose application somebody makes an account. */
export function branded(parts: RegistrationParts, handler: PageHandler): PageHandler {
  const { db, publicUrl } = parts;
  return async (visit) => {
    const answer = await handler(visit);
    if (!('page' in answer)) return answer;
    const registration = await currentRegistration(parts, visit);
    const isNamed = visit.query.has('client_id');
    const query = isNamed ? visit.query : new URLSearchParams(registration?.redirect_params);
    const brand = await findBrand(db, visit, query, publicUrl);
    const content = (
      <>
        <Branding visit={visit} brand={brand} />
        {answer.page.content}
      </>
    );
    return { ...answer, page: { ...answer.page, content } };
  };
}
