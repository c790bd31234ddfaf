import type { Environment } from './environment.ts';

/** What printed clients of this service rely on, and what current practice (RFC 9700) replaces it with. */
export interface ProtocolSettings {
  /** Whether API keys can be read again, or are shown when they are created and never again. */
  readonly showSecrets: 'always' | 'once';
  /** Whether secrets and access tokens are taken from the query, where they may reach logs on the way. */
  readonly secretsInQuery: 'allow' | 'refuse';
  /** Whether JWTs that were made for other audiences are good at the API and can be exchanged for further audiences. */
  readonly foreignAudiences: 'allow' | 'refuse';
  /** Whether each API key says how redirect URIs are compared, or all are compared exactly. */
  readonly redirectMatch: 'key' | 'exact';
  /** Whether each API key says whether PKCE is required, or it is required of all. */
  readonly pkce: 'key' | 'required';
  /** Whether clients may push authorization requests (RFC 9126), or must. */
  readonly pushedRequests: 'optional' | 'required';
  /** Whether the refresh token in a JWT stays the same, or is replaced at each use by its authenticated client. */
  readonly jwtRefresh: 'keep' | 'rotate';
  /** Whether a JWT asked for with `offline_access` alone has all scopes that its source has, or only those that are named. */
  readonly offlineScopes: 'all' | 'named';
  /** Whether DPoP proofs may leave out the nonce that the server offers. */
  readonly dpopNonce: 'optional' | 'required';
}

export type Profile = 'compatible' | 'strict';

const profiles: Readonly<Record<Profile, ProtocolSettings>> = {
  compatible: {
    showSecrets: 'always',
    secretsInQuery: 'allow',
    foreignAudiences: 'allow',
    redirectMatch: 'key',
    pkce: 'key',
    pushedRequests: 'optional',
    jwtRefresh: 'keep',
    offlineScopes: 'all',
    dpopNonce: 'optional',
  },
  strict: {
    showSecrets: 'once',
    secretsInQuery: 'refuse',
    foreignAudiences: 'refuse',
    redirectMatch: 'exact',
    pkce: 'required',
    pushedRequests: 'optional',
    jwtRefresh: 'rotate',
    offlineScopes: 'named',
    dpopNonce: 'required',
  },
};

/** The variables by which each can be set alone. */
export const profileSettings = {
  IYO_SHOW_SECRETS: 'showSecrets',
  IYO_SECRETS_IN_QUERY: 'secretsInQuery',
  IYO_FOREIGN_AUDIENCES: 'foreignAudiences',
  IYO_REDIRECT_MATCH: 'redirectMatch',
  IYO_PKCE: 'pkce',
  IYO_PUSHED_REQUESTS: 'pushedRequests',
  IYO_JWT_REFRESH: 'jwtRefresh',
  IYO_OFFLINE_SCOPES: 'offlineScopes',
  IYO_DPOP_NONCE: 'dpopNonce',
} as const satisfies Readonly<Record<string, keyof ProtocolSettings>>;

/** The settings of `IYO_PROFILE`, except for those that are set alone. */
export function protocolSettings(env: Environment): ProtocolSettings {
  const preset = profiles[env.IYO_PROFILE];
  return {
    showSecrets: env.IYO_SHOW_SECRETS ?? preset.showSecrets,
    secretsInQuery: env.IYO_SECRETS_IN_QUERY ?? preset.secretsInQuery,
    foreignAudiences: env.IYO_FOREIGN_AUDIENCES ?? preset.foreignAudiences,
    redirectMatch: env.IYO_REDIRECT_MATCH ?? preset.redirectMatch,
    pkce: env.IYO_PKCE ?? preset.pkce,
    pushedRequests: env.IYO_PUSHED_REQUESTS ?? preset.pushedRequests,
    jwtRefresh: env.IYO_JWT_REFRESH ?? preset.jwtRefresh,
    offlineScopes: env.IYO_OFFLINE_SCOPES ?? preset.offlineScopes,
    dpopNonce: env.IYO_DPOP_NONCE ?? preset.dpopNonce,
  };
}

/** The settings that differ from their profile, for the line that the server logs at start. */
export function departuresFrom(profile: Profile, settings: ProtocolSettings): Partial<ProtocolSettings> {
  const preset: Readonly<Record<string, string>> = { ...profiles[profile] };
  const chosen = Object.keys(preset).map((name) => [name, settings[name as keyof ProtocolSettings]] as const);
  return Object.fromEntries(chosen.filter(([name, value]) => preset[name] !== value));
}
