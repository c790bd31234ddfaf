import { totpIssuer } from '../authentication/authenticator/views.ts';
import type { PageHandler } from '../ui/endpoint.tsx';
import type { Providers } from '../users/linked-accounts/providers.ts';

interface ConfigDependencies {
  readonly publicUrl: string;
  readonly providers: Providers;
}

/** `GET /config`, for old pages. Secrets are always empty, because visitors need not be signed in. */
export function config({ publicUrl, providers }: ConfigDependencies): PageHandler {
  const body = {
    totpissuer: totpIssuer(publicUrl),
    totpsecret: '',
    githubclientid: providers.github?.settings.clientId ?? '',
    facebookclientid: providers.facebook?.settings.clientId ?? '',
  };
  return () => ({ status: 200, json: body });
}

/** `GET /location`: the visitor's country (ISO 3166-1 alpha-2), if a proxy sends it in the given header. */
export function location(header: string): PageHandler {
  return ({ request }) => {
    const given = request.headers[header];
    const country = typeof given === 'string' && /^[A-Za-z0-9]{2}$/.test(given) ? given : '';
    return { status: 200, json: { location: country } };
  };
}
