import { z } from 'zod';
import { OAuthError } from '../../base/oauth-errors.ts';
import { signingAlgorithms } from '../../crypto/jwt.ts';
import { redirectProblem, secureProblem } from '../../organizations/api-keys/callback-url.ts';
import type { ClientToRegister } from '../../organizations/registrations/acts.ts';
import type { Registration } from '../../organizations/registrations/queries.ts';
import { defaultAlgorithm } from '../../tokens/key-ring.ts';
import { deviceCodeType } from '../grants/device-code.ts';
import { grantTypes } from '../token.ts';

/** Text without control characters, which the database can store. */
const visible = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control characters');
const uri = visible.max(250);

/** The supported members of RFC 7591, section 2, and of OpenID Connect Registration. Others are ignored. */
const metadata = z.object({
  client_name: visible.trim().min(1).max(100).optional(),
  redirect_uris: z.array(uri).max(1, 'one redirect URI for each registration').default([]),
  token_endpoint_auth_method: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'])
    .default('client_secret_basic'),
  grant_types: z.array(z.enum(grantTypes)).max(10).default(['authorization_code']),
  response_types: z.array(z.literal('code')).optional(),
  id_token_signed_response_alg: z.enum(signingAlgorithms).default(defaultAlgorithm),
  post_logout_redirect_uris: z.array(uri).max(10).default([]),
  backchannel_logout_uri: uri.default(''),
  backchannel_logout_session_required: z.boolean().default(false),
  client_uri: uri.default(''),
  software_statement: z.undefined('software statements are not accepted').optional(),
});

type Metadata = z.infer<typeof metadata>;

/**
 * Reads the metadata of a client to register. Its redirect URIs are compared exactly, and it must use PKCE.
 * @param algorithms the algorithms with which this server can sign ID tokens
 * @throws OAuthError `invalid_redirect_uri`, `invalid_client_metadata` (RFC 7591, section 3.2.2)
 */
export function readClientMetadata(body: unknown, algorithms: readonly string[]): ClientToRegister {
  const read = metadata.safeParse(body);
  if (!read.success) throw refusalOf(read.error);
  checkRedirects(read.data);
  checkSecure(read.data, 'backchannel_logout_uri');
  checkSecure(read.data, 'client_uri');
  const { grant_types, token_endpoint_auth_method: authenticationMethod } = read.data;
  const { id_token_signed_response_alg: algorithm } = read.data;
  if (!algorithms.includes(algorithm))
    throw invalid('id_token_signed_response_alg: this server has no such key.');
  const isPublic = authenticationMethod === 'none';
  const allowsClientCredentials = grant_types.includes('client_credentials');
  if (isPublic && allowsClientCredentials) throw invalid('grant_types: client_credentials needs a secret.');
  const [callbackUrl = ''] = read.data.redirect_uris;
  return {
    description: {
      clientName: read.data.client_name ?? null,
      authenticationMethod,
      grantTypes: [...new Set(grant_types)],
    },
    settings: {
      callbackUrl,
      allowsClientCredentials,
      allowsDeviceGrant: grant_types.includes(deviceCodeType),
      isPublic,
      requiresPkce: true,
      matchesExactly: true,
      algorithm,
      postLogoutRedirectUris: read.data.post_logout_redirect_uris,
      backchannelLogoutUri: read.data.backchannel_logout_uri,
      backchannelLogoutSession: read.data.backchannel_logout_session_required,
      homePageUri: read.data.client_uri,
    },
  };
}

/** A client that signs users in needs a redirect URI. */
function checkRedirects({ redirect_uris, grant_types, post_logout_redirect_uris }: Metadata): void {
  if (grant_types.includes('authorization_code') && redirect_uris.length === 0)
    throw invalidRedirect('redirect_uris: one is needed for the authorization code grant.');
  for (const each of redirect_uris) {
    const problem = redirectProblem(each);
    if (problem) throw invalidRedirect(`redirect_uris: ${problem}`);
  }
  for (const each of post_logout_redirect_uris) {
    const problem = redirectProblem(each);
    if (problem) throw invalid(`post_logout_redirect_uris: ${problem}`);
  }
}

function checkSecure(metadata: Metadata, name: 'backchannel_logout_uri' | 'client_uri'): void {
  const uri = metadata[name];
  const problem = uri === '' ? undefined : secureProblem(uri);
  if (problem) throw invalid(`${name}: ${problem}`);
}

function refusalOf({ issues }: z.ZodError): OAuthError {
  const description = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  return issues[0]?.path[0] === 'redirect_uris' ? invalidRedirect(description) : invalid(description);
}

function invalid(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', { description });
}

function invalidRedirect(description: string): OAuthError {
  return new OAuthError('invalid_redirect_uri', { description });
}

/** The registered metadata, as in RFC 7591, section 3.2.1, as far as the owners of the API key left them in force. */
export function metadataOf(registration: Registration) {
  const { clientName, key } = registration;
  const grants = grantsInForce(registration);
  return {
    ...(clientName !== null && { client_name: clientName }),
    redirect_uris: key.callbackUrl === '' ? [] : [key.callbackUrl],
    token_endpoint_auth_method: methodInForce(registration),
    grant_types: grants,
    response_types: grants.includes('authorization_code') ? ['code'] : [],
    id_token_signed_response_alg: key.algorithm,
    ...(key.postLogoutRedirectUris.length > 0 && { post_logout_redirect_uris: key.postLogoutRedirectUris }),
    ...(key.homePageUri !== '' && { client_uri: key.homePageUri }),
    ...(key.backchannelLogoutUri !== '' && {
      backchannel_logout_uri: key.backchannelLogoutUri,
      backchannel_logout_session_required: key.backchannelLogoutSession,
    }),
  };
}

function methodInForce({ authenticationMethod, key: { isPublic } }: Registration) {
  if (isPublic) return 'none';
  return authenticationMethod === 'none' ? 'client_secret_basic' : authenticationMethod;
}

function grantsInForce({ grantTypes, key }: Registration): readonly string[] {
  const allowed = (grant: string) =>
    (grant !== 'client_credentials' || key.allowsClientCredentials) &&
    (grant !== deviceCodeType || key.allowsDeviceGrant);
  return grantTypes.filter(allowed);
}
