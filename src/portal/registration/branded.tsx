import type { PageHandler } from '../../ui/endpoint.tsx';
import { withBranding } from '../branding.tsx';
import { currentRegistration, type RegistrationDependencies } from './dependencies.ts';

/** Shows the client of the registration above a page. */
export function branded(deps: RegistrationDependencies, handler: PageHandler): PageHandler {
  return async (page) => {
    const response = await handler(page);
    const registration = await currentRegistration(deps, page);
    const isNamed = page.query.has('client_id');
    const query = isNamed ? page.query : new URLSearchParams(registration?.redirectParams);
    return withBranding(deps, page, query, response);
  };
}
