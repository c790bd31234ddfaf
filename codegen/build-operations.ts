import { buildBody, buildResponses } from './build-bodies.ts';
import { extensionsOf } from './build-notes.ts';
import { type OperationContext, parameterOf } from './build-parameter.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import { type Access, type Method, methods, type Operation, type Parameter } from './model.ts';
import type { RamlMethod, RamlType } from './raml.ts';
import type { SourceNode, SourcePath } from './source.ts';

interface ResourceContext {
  /** Keys of the resources from the root of the contract. */
  readonly source: SourcePath;
  readonly path: string;
  readonly service: string;
}

/** One method of a resource; nothing when the method is one we do not generate. */
export function buildOperation(
  context: OperationContext,
  raml: RamlMethod,
  resource: ResourceContext,
): Operation[] {
  const source = [...resource.source, raml.method];
  const method = methods.find((known) => known === raml.method);
  if (!method) {
    context.refuse(
      source,
      `Method "${raml.method}" is not supported. Use one of ${methods.join(', ')}; GET answers HEAD.`,
    );
    return [];
  }
  refuseUnknownKeys('method', raml, source, context.refuse);
  return [
    {
      displayName: raml.displayName ?? '',
      description: raml.description?.trim(),
      extensions: extensionsOf(raml.annotations),
      ...placeOfOperation(context, method, resource),
      ...parametersOf(context, raml, resource, source),
      body: buildBody(context, raml.body ?? [], [...source, 'body']),
      responses: buildResponses(context, raml.responses ?? [], [...source, 'responses']),
      access: buildAccess(context, raml, resource),
    },
  ];
}

function placeOfOperation({ source }: OperationContext, method: Method, resource: ResourceContext) {
  const { path, service } = resource;
  return { method, path, service, place: source.place([...resource.source, method]) };
}

function parametersOf(
  context: OperationContext,
  raml: RamlMethod,
  resource: ResourceContext,
  source: SourcePath,
) {
  const parameters = (list: readonly RamlType[] = [], key: string): Parameter[] =>
    ownParameters(context, raml, list, [...source, key]).map((item) =>
      parameterOf(context, item, [...source, key, item.name]),
    );
  return {
    pathParameters: pathParameters(context, raml, resource),
    queryParameters: [
      ...parameters(raml.queryParameters, 'queryParameters'),
      ...expandQueryString(context, raml, source),
    ],
    headers: parameters(raml.headers, 'headers'),
  };
}

/** Without the parameters the parser merged in from the security scheme. */
function ownParameters(
  context: OperationContext,
  raml: RamlMethod,
  list: readonly RamlType[],
  path: SourcePath,
): RamlType[] {
  const merged = new Set(
    (raml.securedBy ?? []).flatMap((scheme) =>
      [...(scheme?.describedBy?.headers ?? []), ...(scheme?.describedBy?.queryParameters ?? [])].map(
        ({ name }) => name,
      ),
    ),
  );
  for (const { name } of list) {
    if (merged.has(name) && context.source.find([...path, name])) {
      context.refuse(
        [...path, name],
        `"${name}" belongs to the security scheme, which declares it for all operations. Remove it here.`,
      );
    }
  }
  return list.filter(({ name }) => !merged.has(name));
}

/**
 * The parameters of the path in their order there. The parser lists those of `baseUri` first, and declares the ones
 * the contract leaves undeclared as plain strings.
 */
function pathParameters(context: OperationContext, raml: RamlMethod, resource: ResourceContext): Parameter[] {
  const names = [...resource.path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const found = names.flatMap((name) => raml.uriParameters?.findLast((item) => item.name === name) ?? []);
  return found.map((item) => {
    const path = uriParameterPath(resource.source, item.name);
    if (item.required === false)
      context.refuse(path, `Path parameter "${item.name}" cannot be optional. Remove the question mark.`);
    return { ...parameterOf(context, item, path), required: true };
  });
}

function uriParameterPath(source: SourcePath, name: string): SourcePath {
  const depth = source.findLastIndex((segment) => segment.includes(`{${name}}`));
  return [...source.slice(0, depth + 1), 'uriParameters', name];
}

/** `queryString` is an object for the whole query: its properties are the parameters. */
function expandQueryString(context: OperationContext, raml: RamlMethod, source: SourcePath): Parameter[] {
  if (!raml.queryString) return [];
  const path = [...source, 'queryString'];
  const shape = context.index.resolve(context.shapes.shape(raml.queryString, path));
  if (shape.kind !== 'object') {
    context.refuse(path, 'A query string must be an object type. Declare its parameters as properties.');
    return [];
  }
  const { properties, patterns } = context.index.flatten(shape);
  if (patterns.length > 0)
    context.refuse(path, 'A query string cannot have pattern properties. Name its parameters.');
  const last = new Map(properties.map((property) => [property.name, property]));
  return [...last.values()].map((property) => ({ ...property, place: context.source.place(path) }));
}

/** Who may call, from the nearest level that says so: the method, its resource, the whole API. */
function buildAccess({ source }: OperationContext, raml: RamlMethod, resource: ResourceContext): Access {
  const levels: SourcePath[] = [[...resource.source, raml.method], resource.source, []];
  const securedBy = levels
    .map((level) => source.find([...level, 'securedBy']))
    .find((node) => node !== undefined);
  const named = (raml.securedBy ?? []).filter((scheme) => scheme !== null);
  const scopes = (securedBy?.children() ?? []).map(scopesOf).filter((list) => list !== undefined);
  return {
    declared: raml.securedBy !== undefined,
    public: raml.securedBy?.includes(null) ?? false,
    token: named.length > 0,
    scopes: scopes.length < named.length ? [] : [...new Set(scopes.flat())],
  };
}

/**
 * The scopes one entry of `securedBy` names itself. The parser fills in all scopes of the scheme where an entry names
 * none, so only the source can tell.
 */
function scopesOf(entry: SourceNode): string[] | undefined {
  const settings = entry.children().flatMap((scheme) => scheme.children());
  const scopes = settings.find(({ key }) => key === 'scopes');
  if (!scopes) return undefined;
  const list = scopes.children();
  return list.length === 0 ? [String(scopes.value())] : list.map((scope) => String(scope.value()));
}
