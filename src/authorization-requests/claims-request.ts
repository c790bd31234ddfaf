import { AuthorizeError } from './authorize-error.ts';

/** What a client asks for with the parameter `claims` (OpenID Connect Core 1.0, section 5.5). */
export interface ClaimsRequest {
  /** The scopes that include the requested claims. The user is asked for them like any others. */
  readonly scopes: readonly string[];
  /** The claims requested for the ID token, as far as scopes include them. */
  readonly idTokenClaims: readonly string[];
  /** The user who must be signed in. */
  readonly subject: string | undefined;
  /** The requested values of `acr`, most preferred first. */
  readonly acrValues: readonly string[];
}

const profile = ['profile'];

/** The scopes to share for each claim. A picture belongs to the profile if the user shares one. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  name: profile,
  given_name: profile,
  family_name: profile,
  preferred_username: profile,
  picture: ['profile', 'user:avatar:main'],
  email: ['email'],
  email_verified: ['email'],
  phone_number: ['phone'],
  phone_number_verified: ['phone'],
  address: ['address'],
};

/**
 * Reads the parameter. Unknown claims are ignored, and no request fails because a claim is essential: claims
 * that the user does not share are left out (section 5.5.1).
 * @throws AuthorizeError `invalid_request` when it is not a JSON object of JSON objects
 */
export function readClaimsRequest(text: string | undefined): ClaimsRequest {
  const { id_token: idToken, userinfo } = text === undefined ? {} : parse(text);
  const inIdToken = knownIn(idToken);
  return {
    scopes: [...new Set([...inIdToken, ...knownIn(userinfo)].flatMap((name) => scopesOf[name] ?? []))],
    idTokenClaims: inIdToken,
    subject: valuesOf(idToken, 'sub')[0],
    acrValues: valuesOf(idToken, 'acr'),
  };
}

type RequestedClaims = Readonly<Record<string, unknown>>;

function parse(text: string): { readonly id_token?: RequestedClaims; readonly userinfo?: RequestedClaims } {
  const { id_token, userinfo } = parseObject(text);
  return {
    ...(id_token !== undefined && id_token !== null && { id_token: asObject(id_token) }),
    ...(userinfo !== undefined && userinfo !== null && { userinfo: asObject(userinfo) }),
  };
}

function parseObject(text: string): RequestedClaims {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnObject();
    throw error;
  }
}

function asObject(value: unknown): RequestedClaims {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject();
  return value as RequestedClaims;
}

function notAnObject(): AuthorizeError {
  return new AuthorizeError('invalid_request', 'claims must be a JSON object of JSON objects.');
}

/** Ignores language tags: `name#ru` asks for the name in Russian, but there is only one. */
function knownIn(requested: RequestedClaims = {}): string[] {
  const names = Object.keys(requested).map((name) => name.split('#', 1)[0] ?? '');
  return [...new Set(names)].filter((name) => Object.hasOwn(scopesOf, name));
}

/** The strings in `value` or `values` of a claim. */
function valuesOf(requested: RequestedClaims | undefined, name: string): string[] {
  const claim = requested?.[name];
  if (typeof claim !== 'object' || claim === null) return [];
  const { value, values } = claim as { readonly value?: unknown; readonly values?: unknown };
  const all: unknown[] = Array.isArray(values) ? values : [value];
  return all.filter((each): each is string => typeof each === 'string');
}
