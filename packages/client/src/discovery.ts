import { InvalidResponse } from './errors.ts';
import { type JsonObject, readObject, textOf } from './requests.ts';

/** The part of a server's metadata that a sign-in needs (OpenID Connect Discovery 1.0, section 3; RFC 8414). */
export interface Metadata {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly userinfoEndpoint: string | undefined;
  readonly revocationEndpoint: string | undefined;
  readonly endSessionEndpoint: string | undefined;
  /** Whether every response contains its issuer (RFC 9207). */
  readonly namesIssuer: boolean;
}

/**
 * Reads the metadata of a server.
 * @param issuer exactly as the server names itself
 * @throws InvalidResponse if the server names itself differently, or an endpoint is not HTTPS (except on this machine)
 */
export async function discover(issuer: string, send: typeof fetch): Promise<Metadata> {
  requireHttps(issuer);
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const metadata = await readObject(await send(address, { redirect: 'error' }));
  if (metadata.issuer !== issuer) {
    throw new InvalidResponse('issuer', `${issuer} names itself ${String(metadata.issuer)}`);
  }
  return {
    issuer,
    authorizationEndpoint: requiredAddress(metadata, 'authorization_endpoint'),
    tokenEndpoint: requiredAddress(metadata, 'token_endpoint'),
    userinfoEndpoint: addressOf(metadata, 'userinfo_endpoint'),
    revocationEndpoint: addressOf(metadata, 'revocation_endpoint'),
    endSessionEndpoint: addressOf(metadata, 'end_session_endpoint'),
    namesIssuer: metadata.authorization_response_iss_parameter_supported === true,
  };
}

function requiredAddress(metadata: JsonObject, name: string): string {
  return required(addressOf(metadata, name), name);
}

/** @throws InvalidResponse if the server has no such endpoint */
export function required(address: string | undefined, name: string): string {
  if (address === undefined) throw new InvalidResponse('malformed', `the server has no ${name}`);
  return address;
}

function addressOf(metadata: JsonObject, name: string): string | undefined {
  const address = textOf(metadata[name]);
  if (address !== undefined) requireHttps(address);
  return address;
}

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

function requireHttps(address: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:' || (protocol === 'http:' && thisMachine.includes(hostname))) return;
  throw new InvalidResponse('insecure', `${address} is not HTTPS`);
}
