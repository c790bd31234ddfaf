import type { PageHandler } from '../../ui/endpoint.tsx';
import { withBranding } from '../branding.tsx';
import { currentRegistration, type RegistrationParts } from './parts.ts';

/** Shows above each page for whose application somebody makes an account. */
export function branded(parts: RegistrationParts, handler: PageHandler): PageHandler {
  return async (visit) => {
    const answer = await handler(visit);
    const registration = await currentRegistration(parts, visit);
    const isNamed = visit.query.has('client_id');
    const query = isNamed ? visit.query : new URLSearchParams(registration?.redirect_params);
    return withBranding(parts, visit, query, answer);
  };
}
