import { prompts, responseModes } from '../authorization-requests/request-parameters.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { proofAlgorithms } from '../crypto/proof-jwt.ts';
import { languageNames } from '../i18n/catalogue.ts';
import type { KeyRing } from '../tokens/key-ring.ts';
import type { Handler } from '../web/endpoints.ts';
import { grantTypes } from './token.ts';

/** This content seldom changes: clients and caches may keep it for an hour. */
const cacheable = { 'Cache-Control': 'public, max-age=3600' };

/** `GET /v1/oauth/jwks`: the public keys that verify signatures of this server (RFC 7517, section 5). */
export function jwksEndpoint({ listPublicKeys }: Pick<KeyRing, 'listPublicKeys'>): Handler {
  return async () => {
    const contentType = 'application/jwk-set+json; charset=utf-8';
    const body = { keys: await listPublicKeys() };
    return { status: 200, headers: cacheable, contentType, body };
  };
}

export interface MetadataDependencies {
  /** The public URL of this server, which is the issuer. Never taken from the Host header. */
  readonly publicUrl: string;
  readonly listAlgorithms: KeyRing['listAlgorithms'];
  readonly pushedRequests: ProtocolSettings['pushedRequests'];
}

/**
 * `GET /.well-known/openid-configuration` and `/.well-known/oauth-authorization-server`: one document for OpenID
 * Connect Discovery 1.0, section 3, and RFC 8414, section 2. Lists only what is enabled.
 */
export function metadataEndpoint({
  publicUrl,
  listAlgorithms,
  pushedRequests,
}: MetadataDependencies): Handler {
  return async () => {
    const body = {
      issuer: publicUrl,
      protected_resources: [publicUrl],
      service_documentation: `${publicUrl}/apidocumentation`,
      ...endpointAddresses(publicUrl),
      ...fixed,
      require_pushed_authorization_requests: pushedRequests === 'required',
      id_token_signing_alg_values_supported: await listAlgorithms(),
    };
    return { status: 200, headers: cacheable, body };
  };
}

/** The endpoints of the token service, by their metadata names. */
export function endpointAddresses(publicUrl: string) {
  const base = `${publicUrl}/v1/oauth`;
  return {
    authorization_endpoint: `${base}/authorize`,
    pushed_authorization_request_endpoint: `${base}/par`,
    device_authorization_endpoint: `${base}/device_authorization`,
    token_endpoint: `${base}/access_token`,
    jwks_uri: `${base}/jwks`,
    userinfo_endpoint: `${base}/userinfo`,
    revocation_endpoint: `${base}/revoke`,
    introspection_endpoint: `${base}/introspect`,
    registration_endpoint: `${base}/register`,
    end_session_endpoint: `${base}/logout`,
  };
}

/**
 * `GET /.well-known/oauth-protected-resource` (RFC 9728, section 2): describes how the API is protected. The resource
 * is the public URL, which is also the audience of tokens for the API.
 */
export function resourceMetadataEndpoint({ publicUrl }: Pick<MetadataDependencies, 'publicUrl'>): Handler {
  return () => {
    const body = {
      resource: publicUrl,
      authorization_servers: [publicUrl],
      jwks_uri: `${publicUrl}/v1/oauth/jwks`,
      scopes_supported: fixed.scopes_supported,
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: proofAlgorithms,
      resource_name: "It's You Online",
      resource_documentation: `${publicUrl}/apidocumentation`,
    };
    return { status: 200, headers: cacheable, body };
  };
}

const withSecret = ['client_secret_basic', 'client_secret_post'];

const fixed = {
  response_types_supported: ['code'],
  response_modes_supported: responseModes,
  grant_types_supported: grantTypes,
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: [...withSecret, 'none'],
  revocation_endpoint_auth_methods_supported: [...withSecret, 'none'],
  introspection_endpoint_auth_methods_supported: withSecret,
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  dpop_signing_alg_values_supported: proofAlgorithms,
  scopes_supported: [
    'openid',
    'profile',
    'email',
    'phone',
    'address',
    'offline_access',
    'user:name',
    'user:memberof',
    'user:organizations',
    'user:address',
    'user:email',
    'user:validated:email',
    'user:phone',
    'user:validated:phone',
    'user:bankaccount',
    'user:digitalwalletaddress',
    'user:publickey',
    'user:avatar',
    'user:github',
    'user:facebook',
    'user:keystore',
    'user:see',
    'user:ownerof:email',
  ],
  claims_supported: [
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'auth_time',
    'nonce',
    'at_hash',
    'amr',
    'acr',
    'sid',
    'name',
    'given_name',
    'family_name',
    'preferred_username',
    'picture',
    'email',
    'email_verified',
    'phone_number',
    'phone_number_verified',
    'address',
    'groups',
  ],
  claims_parameter_supported: true,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  ui_locales_supported: Object.keys(languageNames),
  acr_values_supported: ['1', '2'],
  prompt_values_supported: prompts,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
} as const;
