import type { Access, Json, JsonObject, SecurityScheme } from '../model.ts';

/** Every scheme, with an additional scheme for every other way to send the token of an OAuth 2.0 scheme. */
export function securitySchemes(schemes: readonly SecurityScheme[]): JsonObject {
  const own = schemes.map((scheme): [string, Json] => [componentName(scheme.name), schemeObject(scheme)]);
  const others = schemes
    .filter(({ type }) => type === 'OAuth 2.0')
    .flatMap(({ alternatives }) => alternatives.map((entry): [string, Json] => [entry.name, apiKey(entry)]));
  return Object.fromEntries([...own, ...others]);
}

/** OpenAPI allows fewer characters in names than RAML. */
function componentName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}

type Alternative = SecurityScheme['alternatives'][number];

function apiKey({ name, in: where, description }: Alternative): JsonObject {
  return { type: 'apiKey', ...(description !== undefined && { description }), name, in: where };
}

/** Other schemes become a value in a header or parameter: the first one the scheme describes. */
function schemeObject(scheme: SecurityScheme): JsonObject {
  const { alternatives, description, type } = scheme;
  const described = description !== undefined && { description };
  switch (type) {
    case 'OAuth 2.0':
      return { type: 'oauth2', ...described, ...flows(scheme) };
    case 'Basic Authentication':
      return { type: 'http', ...described, scheme: 'basic' };
    case 'Digest Authentication':
      return { type: 'http', ...described, scheme: 'digest' };
    default: {
      const first = alternatives[0] ?? { name: 'Authorization', in: 'header' as const };
      return { ...apiKey({ ...first, ...described }), 'x-type': type };
    }
  }
}

/** RAML's grants under OpenAPI's names, with the addresses each of them needs. */
const grants: Readonly<
  Record<string, { readonly flow: string; readonly authorization: boolean; readonly token: boolean }>
> = {
  authorization_code: { flow: 'authorizationCode', authorization: true, token: true },
  implicit: { flow: 'implicit', authorization: true, token: false },
  password: { flow: 'password', authorization: false, token: true },
  client_credentials: { flow: 'clientCredentials', authorization: false, token: true },
};

/** Grants without an OpenAPI flow are kept as `x-grants`. */
function flows(scheme: SecurityScheme): JsonObject {
  const known = scheme.grants.flatMap((grant) => grants[grant] ?? []);
  const unknown = scheme.grants.filter((grant) => !grants[grant]);
  const scopes = Object.fromEntries(scheme.scopes.map((scope) => [scope, '']));
  const flow = ({ authorization, token }: { authorization: boolean; token: boolean }): JsonObject => ({
    ...(authorization && { authorizationUrl: scheme.authorizationUri ?? '' }),
    ...(token && { tokenUrl: scheme.accessTokenUri ?? '' }),
    scopes,
  });
  return {
    flows: Object.fromEntries(known.map((entry) => [entry.flow, flow(entry)])),
    ...(unknown.length > 0 && { 'x-grants': unknown }),
  };
}

/** One alternative per scope, because any one of them suffices; an empty one where no token is needed. */
export function securityOf(access: Access, declared: readonly SecurityScheme[]): JsonObject[] {
  const anonymous = access.public ? [{}] : [];
  const known = access.schemes.filter(({ name }) => declared.some((scheme) => scheme.name === name));
  const requirements = known.flatMap(({ name, scopes }) => {
    const oauth = declared.some((scheme) => scheme.name === name && scheme.type === 'OAuth 2.0');
    const lists = !oauth || scopes.length === 0 ? [[]] : scopes.map((scope) => [scope]);
    return lists.map((list): [string, readonly string[]] => [componentName(name), list]);
  });
  return [...anonymous, ...requirements.map(([name, list]) => ({ [name]: list }))];
}
