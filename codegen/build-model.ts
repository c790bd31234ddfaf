import { extensionsOf } from './build-notes.ts';
import { buildOperation } from './build-operations.ts';
import type { OperationContext } from './build-parameter.ts';
import { createShapeBuilder } from './build-shapes.ts';
import type { Complaint } from './complaints.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import type { LoadedContract } from './load.ts';
import type { Api, Resource, SecurityScheme } from './model.ts';
import type { RamlAnnotation, RamlApi, RamlResource, RamlSecurityScheme } from './raml.ts';
import type { SourcePath } from './source.ts';
import { createTypeIndex } from './type-index.ts';

/** RAML in, our model out, with a complaint for everything that does not fit into it. */
export function buildModel(
  raml: RamlApi,
  source: LoadedContract['source'],
): { readonly api: Api; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const complain = (complaint: Complaint): void => void complaints.push(complaint);
  const refuse = (path: SourcePath, message: string): void =>
    complain({ place: source.place(path), message });
  const shapes = createShapeBuilder(raml.types ?? [], source, complain);
  const types = shapes.types();
  const context = { source, refuse, shapes, index: createTypeIndex(types) };
  refuseUnknownKeys('api', raml, [], refuse);
  const api: Api = {
    title: raml.title,
    version: String(raml.version ?? '1'),
    description: describe(raml),
    extensions: extensionsOf(raml.annotations),
    basePath: basePath(raml, refuse),
    types,
    resources: (raml.resources ?? []).flatMap((resource) => buildResource(context, resource, [], '')),
    security: buildSecurity(raml.securitySchemes ?? [], refuse),
  };
  if (api.resources.every(({ operations }) => operations.length === 0)) {
    refuse([], 'The contract has no operations. Add a resource with a method.');
  }
  return { api, complaints };
}

type Refuse = (path: SourcePath, message: string) => void;

/** The API's description, followed by its documentation pages. */
function describe({ description, documentation = [] }: RamlApi): string | undefined {
  const pages = documentation.map(({ title, content }) => `# ${title}\n\n${content.trim()}`);
  const parts = [...(description === undefined ? [] : [description.trim()]), ...pages];
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** The path of `baseUri` with `{version}` filled in; the host is a matter of who runs the API. */
function basePath({ baseUri = '', version = '' }: RamlApi, refuse: Refuse): string {
  const path = baseUri.replace(/^[a-z]+:\/\/[^/]*/i, '').replaceAll('{version}', String(version));
  if (path.includes('{'))
    refuse(['baseUri'], 'Only {version} may stand in the path of baseUri. Write the other parameters out.');
  return path.replace(/\/+$/, '');
}

function buildResource(
  context: OperationContext,
  raml: RamlResource,
  above: SourcePath,
  inheritedService: string,
): Resource[] {
  const source = [...above, raml.relativeUri];
  const service = serviceOf(raml.annotations) ?? inheritedService;
  refuseUnknownKeys('resource', raml, source, context.refuse);
  const resource: Resource = {
    path: raml.completeRelativeUri,
    title: titleOf(raml),
    description: raml.description?.trim(),
    extensions: extensionsOf(raml.annotations),
    place: context.source.place(source),
    operations: (raml.methods ?? []).flatMap((method) =>
      buildOperation(context, method, { source, service, path: raml.completeRelativeUri }),
    ),
  };
  const nested = (raml.resources ?? []).flatMap((child) => buildResource(context, child, source, service));
  return [resource, ...nested];
}

/** The parser fills a missing display name with the resource's own URI. */
function titleOf({ displayName, relativeUri }: RamlResource): string | undefined {
  return displayName === relativeUri ? undefined : displayName;
}

function serviceOf(annotations: readonly RamlAnnotation[] = []): string | undefined {
  const annotation = annotations.find(({ name }) => name === 'service');
  return annotation && String(annotation.value);
}

function buildSecurity(schemes: readonly RamlSecurityScheme[], refuse: Refuse): SecurityScheme | undefined {
  const [raml, ...others] = schemes;
  for (const { name } of others) {
    refuse(
      ['securitySchemes', name],
      'A contract has one security scheme. Merge its scopes into the first one.',
    );
  }
  if (!raml) return undefined;
  refuseUnknownKeys('scheme', raml, ['securitySchemes', raml.name], refuse);
  if (raml.type !== 'OAuth 2.0') {
    refuse(
      ['securitySchemes', raml.name, 'type'],
      `Security of type "${raml.type}" is not supported. Use "OAuth 2.0".`,
    );
  }
  return {
    name: raml.name,
    description: describeScheme(raml),
    authorizationUri: raml.settings?.authorizationUri,
    accessTokenUri: raml.settings?.accessTokenUri,
    grants: raml.settings?.authorizationGrants ?? [],
    scopes: raml.settings?.scopes ?? [],
    alternatives: alternativesOf(raml),
  };
}

/** With what is said about the `Authorization` header, which has no place of its own elsewhere. */
function describeScheme({ description, describedBy = {} }: RamlSecurityScheme): string | undefined {
  const header = describedBy.headers?.find(({ name }) => name.toLowerCase() === 'authorization');
  const parts = [description, header?.description].filter((text) => text !== undefined);
  return parts.length === 0 ? undefined : parts.map((text) => text.trim()).join('\n\n');
}

/** Ways to send a token besides the `Authorization` header, which OAuth 2.0 implies. */
function alternativesOf({ describedBy = {} }: RamlSecurityScheme): SecurityScheme['alternatives'] {
  const headers = (describedBy.headers ?? []).filter(({ name }) => name.toLowerCase() !== 'authorization');
  return [
    ...(describedBy.queryParameters ?? []).map((parameter) => ({
      in: 'query' as const,
      ...named(parameter),
    })),
    ...headers.map((header) => ({ in: 'header' as const, ...named(header) })),
  ];
}

function named({ name, description }: { name: string; description?: string }): {
  name: string;
  description?: string;
} {
  return { name, ...(description !== undefined && { description: description.trim() }) };
}
