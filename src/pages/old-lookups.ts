import { totpIssuer } from '../users/two-factor/views.ts';
import type { PageHandler } from './endpoint.tsx';

/** `GET /config`, for old pages: secrets are given to nobody without being signed in, so these are empty. */
export function config(publicUrl: string): PageHandler {
  const body = {
    totpissuer: totpIssuer(publicUrl),
    totpsecret: '',
    githubclientid: '',
    facebookclientid: '',
  };
  return () => ({ status: 200, json: body });
}

/** `GET /location`: the country of the visitor (ISO 3166-1 alpha-2), if a proxy tells it in the header of that name. */
export function location(header: string): PageHandler {
  return ({ request }) => {
    const given = request.headers[header];
    const country = typeof given === 'string' && /^[A-Za-z0-9]{2}$/.test(given) ? given : '';
    return { status: 200, json: { location: country } };
  };
}
