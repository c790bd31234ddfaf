import { STATUS_CODES } from 'node:http';
import {
  type Api,
  type Body,
  type Example,
  type JsonObject,
  type Operation,
  operationsOf,
  type Parameter,
  type Resource,
  type Response,
  type ResponseBody,
  type Shape,
  type TypeDef,
} from '../model.ts';
import { operationName } from '../names.ts';
import { reusing } from '../reuse.ts';
import { createTypeIndex, type TypeIndex } from '../type-index.ts';
import { firstSentence, jsonFile } from '../writer.ts';
import { namedExamples, schemaOf, without } from './schema.ts';
import { securityOf, securitySchemes } from './security.ts';
import { groupByService } from './services.ts';

/** openapi.json: the contract as OpenAPI 3.0.3. */
export function emitOpenapi(api: Api): string {
  return jsonFile(openapiOf(api));
}

const documents = new WeakMap<Api, JsonObject>();

export function openapiOf(api: Api): JsonObject {
  const document = documents.get(api) ?? documentOf(api);
  documents.set(api, document);
  return document;
}

function documentOf(api: Api): JsonObject {
  const index = createTypeIndex(api.types);
  return {
    openapi: '3.0.3',
    'x-generated': api.banner,
    info: { title: api.title, version: api.version, ...described(api.description), ...api.extensions },
    servers: [serverOf(api)],
    tags: [...groupByService(operationsOf(api)).keys()].map((name) => ({ name })),
    paths: pathsOf(api, index),
    components: {
      schemas: Object.fromEntries(api.types.map((type) => [type.name, typeSchema(type, index)])),
      ...(api.security.length > 0 && { securitySchemes: securitySchemes(api.security) }),
    },
  };
}

const typeSchema = reusing(({ shape }: TypeDef, index) => schemaOf(shape, index));

function serverOf({ basePath }: Api): JsonObject {
  const names = [...basePath.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const variables = Object.fromEntries(names.map((name) => [name, { default: name }]));
  return { url: basePath === '' ? '/' : basePath, ...(names.length > 0 && { variables }) };
}

/** Resources whose paths differ only in parameter names become one path, with the names of the first. */
function pathsOf(api: Api, index: TypeIndex): JsonObject {
  const items = new Map<string, [string, JsonObject]>();
  for (const resource of api.resources.filter(({ operations }) => operations.length > 0)) {
    const shape = resource.path.replace(/\{[^}]*\}/g, '{}');
    const [path, earlier] = items.get(shape) ?? [resource.path, {}];
    items.set(shape, [path, { ...earlier, ...pathItem(renamed(resource, path), api, index) }]);
  }
  return Object.fromEntries(items.values());
}

/** A resource with the parameter names of an equivalent path. */
function renamed(resource: Resource, path: string): Resource {
  if (resource.path === path) return resource;
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const operations = resource.operations.map((operation) => ({
    ...operation,
    pathParameters: operation.pathParameters.map((parameter, place) => ({
      ...parameter,
      name: names[place] ?? parameter.name,
    })),
  }));
  return { ...resource, operations };
}

function described(description: string | undefined): JsonObject {
  return description === undefined || description === '' ? {} : { description };
}

function pathItem(
  { title, description, extensions, operations }: Resource,
  api: Api,
  index: TypeIndex,
): JsonObject {
  return {
    ...(title !== undefined && { summary: title }),
    ...described(description),
    ...extensions,
    ...Object.fromEntries(
      operations.map((operation) => [operation.method, operationObject(operation, index, api.security)]),
    ),
  };
}

const operationObject = reusing((operation: Operation, index, security: Api['security']): JsonObject => {
  const { bodies, description, displayName, extensions, responses, service } = operation;
  const parameters = parametersOf(operation, index);
  const summary = firstSentence(description);
  return {
    operationId: operationName(displayName),
    tags: [service],
    ...(summary !== '' && { summary }),
    ...(summary !== description && described(description)),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies.length > 0 && { requestBody: requestBody(bodies, index) }),
    responses: Object.fromEntries(
      responses.map((response) => [String(response.status), responseObject(response, index)]),
    ),
    security: securityOf(operation.access, security),
    ...extensions,
  };
});

function parametersOf(
  { pathParameters, queryParameters, headers }: Operation,
  index: TypeIndex,
): JsonObject[] {
  const placed = (list: readonly Parameter[], where: string): JsonObject[] =>
    list.map((parameter) => ({ name: parameter.name, in: where, ...parameterObject(parameter, index) }));
  return [
    ...placed(pathParameters, 'path'),
    ...placed(queryParameters, 'query'),
    ...placed(headers, 'header'),
  ];
}

/** The common part of parameters and response headers. */
function parameterObject({ required, shape }: Parameter, index: TypeIndex): JsonObject {
  return {
    ...described(shape.notes.description),
    ...(required && { required }),
    schema: schemaOf(without(shape, 'description', 'examples'), index),
    ...exampleObjects(shape.notes.examples),
  };
}

function requestBody(bodies: readonly Body[], index: TypeIndex): JsonObject {
  const description = bodies.map(({ shape }) => shape.notes.description).find((text) => text !== undefined);
  return {
    ...described(description),
    required: bodies.every(({ required }) => required),
    content: Object.fromEntries(bodies.map((body) => [body.mediaType, encodedContent(body, index)])),
  };
}

function encodedContent(body: Body, index: TypeIndex): JsonObject {
  const content = mediaType(without(body.shape, 'description'), index);
  const encoding = body.kind === 'multipart' ? encodingOf(body, index) : {};
  return Object.keys(encoding).length > 0 ? { ...content, encoding } : content;
}

function mediaType(shape: Shape, index: TypeIndex): JsonObject {
  return { schema: schemaOf(without(shape, 'examples'), index), ...exampleObjects(shape.notes.examples) };
}

/** The media types each file of a form may have. */
function encodingOf({ shape }: Body, index: TypeIndex): JsonObject {
  const form = index.resolve(shape);
  const properties = form.kind === 'object' ? index.flatten(form).properties : [];
  return Object.fromEntries(
    properties.flatMap(({ name, shape: part }) => {
      const target = index.resolve(part);
      const types = target.kind === 'file' ? (target.facets.fileTypes ?? []) : [];
      return types.length > 0 ? [[name, { contentType: types.join(', ') }]] : [];
    }),
  );
}

function responseObject(response: Response, index: TypeIndex): JsonObject {
  const { bodies, description, extensions, headers, status } = response;
  return {
    description: description || (STATUS_CODES[status] ?? String(status)),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((header) => [header.name, parameterObject(header, index)])),
    }),
    ...(bodies.length > 0 && { content: contentOf(bodies, index) }),
    ...extensions,
  };
}

function contentOf(bodies: readonly ResponseBody[], index: TypeIndex): JsonObject {
  return Object.fromEntries(bodies.map((body) => [body.mediaType, mediaType(body.shape, index)]));
}

/** Examples beside a schema: one has no name, several do. */
function exampleObjects(examples: readonly Example[] = []): JsonObject {
  const [first, ...others] = examples;
  if (!first) return {};
  if (others.length === 0 && first.name === undefined) return { example: first.value };
  return { examples: namedExamples(examples) };
}
