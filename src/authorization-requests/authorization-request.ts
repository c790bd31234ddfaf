import { OAuthError } from '../base/oauth-errors.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { parseScopes, type ScopeList } from '../tokens/scopes.ts';
import { AuthorizeError } from './authorize-error.ts';
import { type ClaimsRequest, readClaimsRequest } from './claims-request.ts';
import type { PresentedRequest } from './pushed-requests.ts';
import type { RedirectRules } from './redirect-uri.ts';
import { type Candidate, checkRequest } from './request-checks.ts';
import {
  maxAgeOf,
  type Prompt,
  parameterOf,
  promptsIn,
  type ResponseMode,
  resourcesOf,
  responseModeOf,
} from './request-parameters.ts';

/** An authorize request that passed every check: the client is known and the redirect URI is registered. */
export interface AuthorizeRequest extends PresentedRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  /** Without `offline_access`, which is kept as `wantsOffline`. */
  readonly scopes: ScopeList;
  readonly wantsOffline: boolean;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  /** The thumbprint of the key that the code is to be bound to. */
  readonly jkt: string | undefined;
  readonly prompt: ReadonlySet<Prompt>;
  readonly maxAgeSeconds: number | undefined;
  readonly claims: ClaimsRequest;
  /** The resources that tokens are requested for (RFC 8707). */
  readonly resources: readonly string[];
  /** Whether no other program can impersonate the client (RFC 8252, section 8.6). */
  readonly isClientAssured: boolean;
}

/** The server's rules for all authorize requests. */
export interface AuthorizeRules extends RedirectRules {
  /** Setting `IYO_PKCE`. */
  readonly pkce?: ProtocolSettings['pkce'];
  /** Setting `IYO_PUSHED_REQUESTS`. */
  readonly pushedRequests?: ProtocolSettings['pushedRequests'];
}

/** Checks a request and reads its parameters. @throws AuthorizeError */
export function readAuthorizeRequest(candidate: Candidate): AuthorizeRequest {
  checkRequest(candidate);
  const { parameters, address, pushedHash } = candidate;
  const { scopes: named, style } = readScopes(parameters.get('scope') ?? '');
  const claims = readClaimsRequest(named.includes('openid') ? parameterOf(parameters, 'claims') : undefined);
  const scopes = [...new Set([...named, ...claims.scopes])];
  return {
    clientId: parameters.get('client_id') ?? '',
    redirectUri: parameters.get('redirect_uri') ?? '',
    responseMode: responseModeOf(parameters),
    state: parameterOf(parameters, 'state'),
    scopes: { scopes: scopes.filter((scope) => scope !== 'offline_access'), style },
    wantsOffline: scopes.includes('offline_access'),
    nonce: parameterOf(parameters, 'nonce'),
    codeChallenge: parameterOf(parameters, 'code_challenge'),
    jkt: parameterOf(parameters, 'dpop_jkt'),
    prompt: new Set(promptsIn(parameters) as Prompt[]),
    maxAgeSeconds: maxAgeOf(parameters),
    claims,
    resources: resourcesOf(parameters),
    isClientAssured: isClientAssured(candidate),
    parameters,
    address,
    pushedHash,
  };
}

/**
 * A client with a secret proves itself when it redeems the code, and an `https` address leads only to its
 * owner. Otherwise, any program on the device could listen on the port or register the scheme.
 */
function isClientAssured({ parameters, keys }: Candidate): boolean {
  return keys.every((key) => !key.isPublic) || /^https:/i.test(parameters.get('redirect_uri') ?? '');
}

function readScopes(text: string): ScopeList {
  try {
    return parseScopes(text);
  } catch (error) {
    if (error instanceof OAuthError) throw new AuthorizeError('invalid_scope', error.description ?? '');
    throw error;
  }
}
