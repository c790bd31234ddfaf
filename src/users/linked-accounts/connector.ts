import { hash } from 'node:crypto';
import { exchange, type Outgoing, UnusableReply } from '../../fetch/exchange.ts';
import type { LinkedProfile, Provider } from './providers.ts';

/** One authorization at a provider (RFC 6749, section 4.1; RFC 7636). */
export interface ProviderAuthorization {
  readonly state: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

const limits = { timeout: 10_000, maxBytes: 256 * 1024 };

/** Providers require a user agent. */
const name = { 'User-Agent': 'itsyouonline' };

/** The URL where the user consents. */
export function authorizeAddress(
  provider: Provider,
  { state, verifier, redirectUri }: ProviderAuthorization,
): string {
  const { settings, scope, authorizeUrl } = provider;
  const query = new URLSearchParams({
    client_id: settings.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    code_challenge: hash('sha256', verifier, 'base64url'),
    code_challenge_method: 'S256',
    ...(scope !== '' && { scope }),
  });
  return `${authorizeUrl}?${query}`;
}

/**
 * Exchanges the code for the profile of the provider's account. The access token is used once and not stored.
 * @throws UnusableReply
 */
export async function fetchProfile(
  provider: Provider,
  code: string,
  authorization: ProviderAuthorization,
): Promise<LinkedProfile> {
  const accessToken = await fetchToken(provider, code, authorization);
  const body = await fetchJson(provider.profileUrl(accessToken), {
    headers: { ...name, ...provider.profileHeaders, Authorization: `Bearer ${accessToken}` },
    ...limits,
  });
  const profile = provider.readProfile(body);
  if (!profile) throw new UnusableReply('NO_PROFILE');
  return profile;
}

async function fetchToken(
  { settings, tokenUrl }: Provider,
  code: string,
  { verifier, redirectUri }: ProviderAuthorization,
): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const body = await fetchJson(tokenUrl, {
    method: 'POST',
    headers: { ...name, Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    ...limits,
  });
  const token = Reflect.get(Object(body), 'access_token');
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new UnusableReply('NO_TOKEN');
  return token;
}

async function fetchJson(address: string, outgoing: Outgoing): Promise<unknown> {
  const { status, body } = await exchange(new URL(address), outgoing);
  if (status !== 200) throw new UnusableReply(`status ${status}`);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new UnusableReply('NO_JSON');
  }
}
