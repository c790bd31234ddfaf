import { AuthorizeError } from './authorize-error.ts';

/** What a client asks for by the parameter `claims` (OpenID Connect Core 1.0, section 5.5). */
export interface ClaimsRequest {
  /** Scopes that open the claims: the user is asked for them as for any other. */
  readonly scopes: readonly string[];
  /** Claims that are wanted in the ID token, of those that scopes open. */
  readonly idTokenClaims: readonly string[];
  /** The user who must be signed in. */
  readonly subject: string | undefined;
  /** The values of `acr` that are wanted, the dearest first. */
  readonly acrValues: readonly string[];
}

const profile = ['profile'];

/** What has to be shared for a claim. A picture belongs to the profile where one is shared. */
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
 * Reads the parameter. Claims that are not known here are left out without a word, and nothing is refused for being
 * essential: what the user does not share is missing (section 5.5.1).
 * @throws AuthorizeError `invalid_request` when it is no JSON object of JSON objects
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

type Asked = Readonly<Record<string, unknown>>;

function parse(text: string): { readonly id_token?: Asked; readonly userinfo?: Asked } {
  const { id_token, userinfo } = parseObject(text);
  return {
    ...(id_token !== undefined && id_token !== null && { id_token: asObject(id_token) }),
    ...(userinfo !== undefined && userinfo !== null && { userinfo: asObject(userinfo) }),
  };
}

function parseObject(text: string): Asked {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnObject();
    throw error;
  }
}

function asObject(value: unknown): Asked {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notAnObject();
  return value as Asked;
}

function notAnObject(): AuthorizeError {
  return new AuthorizeError('invalid_request', 'claims must be a JSON object of JSON objects.');
}

/** `name#ru` asks for the name in a language: there is one. */
function knownIn(asked: Asked = {}): string[] {
  const names = Object.keys(asked).map((name) => name.split('#', 1)[0] ?? '');
  return [...new Set(names)].filter((name) => Object.hasOwn(scopesOf, name));
}

/** `value` or `values` of a claim, as far as they are texts. */
function valuesOf(asked: Asked | undefined, name: string): string[] {
  const wish = asked?.[name];
  if (typeof wish !== 'object' || wish === null) return [];
  const { value, values } = wish as { readonly value?: unknown; readonly values?: unknown };
  const all: unknown[] = Array.isArray(values) ? values : [value];
  return all.filter((each): each is string => typeof each === 'string');
}
