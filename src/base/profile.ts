import type { Environment } from './environment.ts';

/** Behaviour that existing clients rely on, and the current practice that replaces it (RFC 9700). */
export interface ProtocolSettings {
  /** Whether API keys can be read again, or are shown only once, when they are created. */
  readonly showSecrets: 'always' | 'once';
  /** Whether secrets and access tokens are accepted in the query, where they may end up in logs. */
  readonly secretsInQuery: 'allow' | 'refuse';
  /** Whether the API accepts JWTs made for other audiences, and such JWTs can be exchanged for further audiences. */
  readonly foreignAudiences: 'allow' | 'refuse';
  /** Whether each API key decides how redirect URIs are compared, or all are compared exactly. */
  readonly redirectMatch: 'key' | 'exact';
  /** Whether each API key decides if PKCE is required, or it is always required. */
  readonly pkce: 'key' | 'required';
  /** Whether clients may push authorization requests (RFC 9126), or must. */
  readonly pushedRequests: 'optional' | 'required';
  /** Whether the refresh token in a JWT stays the same, or is replaced each time its authenticated client uses it. */
  readonly jwtRefresh: 'keep' | 'rotate';
  /** Whether a JWT requested with `offline_access` alone gets all scopes of its source, or only the named ones. */
  readonly offlineScopes: 'all' | 'named';
  /** Whether DPoP proofs may omit the nonce that the server offers. */
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

/** The environment variable of each protocol setting. */
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

/** The protocol settings: the preset of `IYO_PROFILE`, overridden by variables that are set. */
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

/** The settings that differ from their profile. They are logged at start. */
export function deviationsFrom(profile: Profile, settings: ProtocolSettings): Partial<ProtocolSettings> {
  const preset: Readonly<Record<string, string>> = { ...profiles[profile] };
  const chosen = Object.keys(preset).map((name) => [name, settings[name as keyof ProtocolSettings]] as const);
  return Object.fromEntries(chosen.filter(([name, value]) => preset[name] !== value));
}
