import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import type { Document, OpenAPIValidator } from 'openapi-backend';
import { ConfigurationError } from '../config.ts';
import { isJson } from '../media-types.ts';
import { type Api, operationsOf } from '../model.ts';
import { operationName } from '../names.ts';
import { file, lines } from '../writer.ts';
import { forReaders, without } from './bare-schema.ts';
import { openapiOf } from './openapi.ts';
import type { Schema } from './request-runtime.ts';

/** Loaded on demand: a project without validators needs none of these packages. */
const load = createRequire(import.meta.url);

/** The document was checked when it was generated, so no meta-schema is needed. */
const options = { useDefaults: true, validateSchema: false, meta: false } as const;

/** validators.js: the validators of openapi-backend for requests, compiled by ajv ahead of time. */
export function emitValidators(api: Api): string {
  const codes = codesOf(openapiOf(api) as unknown as OpenapiDocument);
  return file(api.banner, [
    lines(
      '/** The options of these validators, for others compiled later. */',
      `export const options = ${JSON.stringify(options)};`,
    ),
    lines(
      '/**',
      ' * By operation, for the body, if there is one, and then for the parameters: code that puts a function of ajv into',
      ' * `module.exports`. It is read when it is first run.',
      ' *',
      ' * @type {Readonly<Record<string, readonly ((module: { exports: unknown }, require: NodeJS.Require) => void)[]>>}',
      ' */',
      'export const validators = {',
      ...operationsOf(api).map(({ displayName }) => entry(operationName(displayName), codes)),
      '};',
    ),
  ]);
}

function entry(operation: string, codes: Codes): string {
  return `${JSON.stringify(operation)}: [${codes.get(operation) ?? ''}],`;
}

/** The part of an OpenAPI document used here. */
interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

interface OpenapiOperation {
  readonly operationId: string;
  readonly parameters?: unknown;
  readonly requestBody?: { content: Record<string, unknown> };
}

function operationsIn({ paths }: OpenapiDocument): OpenapiOperation[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}

/** openapi-backend validates only `application/json` bodies; this adds types such as `application/scim+json`. */
function withPlainJson(document: OpenapiDocument): OpenapiDocument {
  for (const { requestBody } of operationsIn(document)) {
    const json = Object.entries(requestBody?.content ?? {}).find(([mediaType]) => isJson(mediaType));
    if (requestBody && json) requestBody.content = { ...requestBody.content, 'application/json': json[1] };
  }
  return document;
}

/** The functions of operations by name. */
type Codes = ReadonlyMap<string, string>;

/** The functions by all their inputs: a watching generator compiles only what changed. */
const compiledOperations = new Map<string, string>();

function codesOf(document: OpenapiDocument): Codes {
  const keys = new Map(operationsIn(document).map((one) => [one.operationId, keyOf(one, document)]));
  const paths = Object.entries(document.paths).filter(([, methods]) =>
    Object.values(methods).some(({ operationId }) => !compiledOperations.has(keys.get(operationId) ?? '')),
  );
  if (paths.length > 0) {
    // openapi-backend changes it, and takes objects that occur twice for one.
    const changed: OpenapiDocument = JSON.parse(
      JSON.stringify({ ...document, paths: Object.fromEntries(paths) }),
    );
    const codes = compile(withPlainJson(changed));
    for (const { operationId } of operationsIn(changed)) {
      const functions = codes(operationId).map((code) => `(module, require) => {\n${code}\n}`);
      compiledOperations.set(keys.get(operationId) ?? '', functions.join(', '));
    }
  }
  return new Map([...keys].map(([operation, key]) => [operation, compiledOperations.get(key) ?? '']));
}

/** Parameters and body with the components that they refer to, without texts for readers. */
function keyOf({ parameters, requestBody }: OpenapiOperation, { components = {} }: OpenapiDocument): string {
  const texts = [JSON.stringify([parameters, requestBody])];
  const seen = new Set<string>();
  for (const text of texts) {
    for (const [address, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      if (seen.has(address)) continue;
      seen.add(address);
      texts.push(`${address} ${textOf(components[kind]?.[name] ?? {})}`);
    }
  }
  return texts.join('\n');
}

const componentTexts = new WeakMap<Schema, string>();

function textOf(component: Schema): string {
  const text = componentTexts.get(component) ?? JSON.stringify(without(forReaders, component));
  componentTexts.set(component, text);
  return text;
}

function compile(document: OpenapiDocument): (operation: string) => readonly string[] {
  const { OpenAPIBackend } = load('openapi-backend') as typeof import('openapi-backend');
  const found = new Map<unknown, string>();
  const backend = new OpenAPIBackend({
    definition: document as unknown as Document,
    quick: true,
    strict: true,
    ajvOpts: { ...options, code: { source: true, lines: true } },
  });
  // In quick mode, initialization is synchronous.
  void backend.init();
  const validator: OpenAPIValidator = backend.validator;
  const getAjv = validator.getAjv.bind(validator);
  validator.getAjv = (context, given = {}) =>
    notingCode((more) => getAjv(context, { ...given, ...more }), String(given.coerceTypes), found);
  endRecursion(validator);
  // It lists all operations again for each look-up.
  const operations = validator.router.getOperations();
  validator.router.getOperations = () => operations;
  return (operation) => checksOf(validator, operation).map((one) => found.get(one) ?? '');
}

/** It would visit the parts of a type that contains itself forever. */
function endRecursion(validator: object): void {
  const own = validator as { removeBinaryPropertiesFromRequired(schema: unknown): void };
  const visit = own.removeBinaryPropertiesFromRequired.bind(validator);
  const visited = new Set<unknown>();
  own.removeBinaryPropertiesFromRequired = (schema) => {
    if (visited.has(schema)) return;
    visited.add(schema);
    visit(schema);
  };
}

/** @throws ConfigurationError if openapi-backend cannot compile the validators */
function checksOf(validator: OpenAPIValidator, operation: string): readonly unknown[] {
  try {
    return validator.getRequestValidatorsForOperation(operation) ?? [];
  } catch (error) {
    throw new ConfigurationError(`validators.js cannot be made for ${operation}: ${String(error)}`);
  }
}

/** Code by schema: a watching generator compiles only what changed. */
const compiled = new Map<string, string>();

type Create = (options: { readonly unicodeRegExp: boolean }) => Ajv;

/**
 * Compiles nothing, but records the code of everything that should be compiled.
 * @param create a compiler, which is slow
 */
function notingCode(create: Create, kind: string, found: Map<unknown, string>): Ajv {
  const compile = (given: Schema) => {
    const schema = without(forReaders, given);
    const key = `${kind} ${JSON.stringify(schema)}`;
    const code = compiled.get(key) ?? codeOf(create, schema);
    compiled.set(key, code);
    const stub = () => true;
    found.set(stub, code);
    return stub;
  };
  return { compile } as unknown as Ajv;
}

/** Patterns may have Unicode properties, or what is wrong beside them, such as `[\w-.]`. */
function codeOf(create: Create, schema: Schema): string {
  try {
    return compiledBy(create({ unicodeRegExp: true }), schema);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return compiledBy(create({ unicodeRegExp: false }), schema);
  }
}

function compiledBy(ajv: Ajv, schema: Schema): string {
  const addFormats = load('ajv-formats') as typeof import('ajv-formats');
  const standalone = load('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js');
  addFormats.default(ajv);
  return standalone.default(ajv, ajv.compile(schema));
}
