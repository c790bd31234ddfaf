import type { Diagnostic } from './diagnostics.ts';
import {
  type Api,
  type Operation,
  operationsOf,
  type Resource,
  type Response,
  type SecurityScheme,
} from './model.ts';
import {
  camelCase,
  isDisplayName,
  isReservedMember,
  isServiceName,
  operationName,
  pascalCase,
} from './names.ts';
import type { Profile } from './profile.ts';

/** Fills in what an open contract leaves out: names, services, access, scopes and success. */
export function completeModel(api: Api, { names }: Profile): { api: Api; warnings: readonly Diagnostic[] } {
  const operationNames = nameOperations(api, names.operations);
  const serviceNames = nameServices(api, names.services);
  const resources = api.resources.map((resource): Resource => {
    const operations = resource.operations.map((operation) => ({
      ...operation,
      displayName: operationNames.get(operation) ?? operation.displayName,
      service: serviceNames.get(operation) ?? operation.service,
      access: operation.access.declared ? operation.access : { ...operation.access, public: true },
      responses: withSuccess(operation),
    }));
    return { ...resource, operations };
  });
  return { api: { ...api, resources, security: withUsedScopes(api) }, warnings: undeclaredAccess(api) };
}

/** Unique display names that are valid names; otherwise method and path. */
function nameOperations(api: Api, chosen: Readonly<Record<string, string>>): ReadonlyMap<Operation, string> {
  const operations = operationsOf(api);
  const taken = new Set<string>();
  const unused = (proposed: string): string => {
    let candidate = isReservedMember(operationName(proposed)) ? `${proposed}Operation` : proposed;
    for (let number = 2; taken.has(operationName(candidate)); number++) candidate = `${proposed}${number}`;
    taken.add(operationName(candidate));
    return candidate;
  };
  return new Map(
    operations.map((operation) => {
      const { displayName, method, path } = operation;
      const named = chosen[`${method} ${path}`] ?? nameIn(displayName);
      return [operation, unused(named ?? `${method}${pathName(path)}`)];
    }),
  );
}

/** The name in a display name, if that is a name and not a sentence. */
function nameIn(displayName: string): string | undefined {
  if (isDisplayName(displayName)) return displayName;
  const name = pascalCase(displayName);
  return isDisplayName(name) && displayName.split(/\s+/).length <= 5 ? name : undefined;
}

/** `/users/{id}/keys` -> `UsersByIdKeys`. */
function pathName(path: string): string {
  return pascalCase(path.replace(/\{([^}]*)\}/g, ' by $1 ')) || 'Root';
}

/** The declared service, else the first word of the path. */
function nameServices(api: Api, chosen: Readonly<Record<string, string>>): ReadonlyMap<Operation, string> {
  return new Map(
    operationsOf(api).map((operation) => {
      const { path, service } = operation;
      const above = Object.keys(chosen).filter((prefix) => `${path}/`.startsWith(`${prefix}/`));
      const nearest = above.sort((a, b) => b.length - a.length)[0];
      const [, first = ''] = path
        .split('/')
        .filter((part, place) => place === 0 || !/^\{[^}]*\}$/.test(part));
      const proposed = (nearest && chosen[nearest]) ?? (service || first.replace(/\{([^}]*)\}/g, ' $1 '));
      return [operation, serviceName(proposed)];
    }),
  );
}

function serviceName(proposed: string): string {
  const name = isServiceName(proposed) ? proposed : camelCase(proposed);
  if (name === '') return 'root';
  return isReservedMember(name) ? `${name}Service` : name;
}

/** If no success is declared, the operation may return any JSON, or nothing. */
function withSuccess({ place, responses }: Operation): Response[] {
  if (responses.some(({ status }) => status < 400)) return [...responses];
  const response = { description: undefined, headers: [], extensions: {}, place };
  const shape = { kind: 'any', facets: {}, notes: {} } as const;
  return [
    { ...response, status: 200, bodies: [{ mediaType: 'application/json', kind: 'json', shape, place }] },
    { ...response, status: 204, bodies: [] },
    ...responses,
  ];
}

/** Scopes that operations use and their scheme does not list. */
function withUsedScopes(api: Api): SecurityScheme[] {
  const used = operationsOf(api).flatMap(({ access }) => access.schemes);
  return api.security.map((scheme) => {
    const scopes = used.filter(({ name }) => name === scheme.name).flatMap((entry) => entry.scopes);
    return { ...scheme, scopes: [...new Set([...scheme.scopes, ...scopes])] };
  });
}

function undeclaredAccess(api: Api): Diagnostic[] {
  return operationsOf(api)
    .filter(({ access }) => !access.declared)
    .map(({ method, path, place }) => ({
      place,
      message: `${method.toUpperCase()} ${path} does not say who may call it, so it is public. Add securedBy: with a scheme, or with null when it is public.`,
    }));
}
