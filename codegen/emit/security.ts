import type { Access, JsonObject, SecurityScheme } from '../model.ts';

/** The OAuth 2.0 scheme, and a scheme of its own for every other way to send the token. */
export function securitySchemes(scheme: SecurityScheme): JsonObject {
  return {
    [scheme.name]: {
      type: 'oauth2',
      ...(scheme.description !== undefined && { description: scheme.description }),
      ...flows(scheme),
    },
    ...Object.fromEntries(
      scheme.alternatives.map(({ name, in: where, description }) => [
        name,
        { type: 'apiKey', ...(description !== undefined && { description }), name, in: where },
      ]),
    ),
  };
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

/** Grants OpenAPI has no flow for are kept as `x-grants`. */
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
export function securityOf(access: Access, scheme: SecurityScheme | undefined): JsonObject[] {
  const anonymous = access.public ? [{}] : [];
  if (!scheme || !access.token) return anonymous;
  const scopes = access.scopes.length === 0 ? [[]] : access.scopes.map((scope) => [scope]);
  return [...anonymous, ...scopes.map((list) => ({ [scheme.name]: list }))];
}
