import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import type { Document, OpenAPIValidator } from 'openapi-backend';
import { UsageError } from '../config.ts';
import { isJson } from '../media-types.ts';
import { type Api, operationsOf } from '../model.ts';
import { operationName } from '../names.ts';
import { file, lines } from '../writer.ts';
import { forReaders, without } from './bare-schema.ts';
import { emitOpenapi } from './openapi.ts';
import type { Schema } from './request-runtime.ts';

/** Loaded on demand: a project without validators needs none of these packages. */
const load = createRequire(import.meta.url);

/** The document was checked when it was generated, so no meta-schema is needed. */
const options = { useDefaults: true, validateSchema: false, meta: false } as const;

/** validators.js: the validators of openapi-backend for requests, compiled by ajv ahead of time. */
export function emitValidators(api: Api): string {
  const codes = codesOf(withPlainJson(JSON.parse(emitOpenapi(api))));
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
  const functions = (codes.get(operation) ?? []).map((code) => `(module, require) => {\n${code}\n}`);
  return `${JSON.stringify(operation)}: [${functions.join(', ')}],`;
}

/** The part of an OpenAPI document used here. */
interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
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

/** Code by the name of the operation. */
type Codes = ReadonlyMap<string, readonly string[]>;

/** Code by all its inputs: a watching generator compiles only what changed. */
const compiledOperations = new Map<string, readonly string[]>();

function codesOf(document: OpenapiDocument): Codes {
  const keys = new Map(operationsIn(document).map((one) => [one.operationId, keyOf(one, document)]));
  const paths = Object.entries(document.paths).filter(([, methods]) =>
    Object.values(methods).some(({ operationId }) => !compiledOperations.has(keys.get(operationId) ?? '')),
  );
  const changed = { ...document, paths: Object.fromEntries(paths) };
  if (paths.length > 0) {
    const codes = compile(changed);
    for (const { operationId } of operationsIn(changed)) {
      compiledOperations.set(keys.get(operationId) ?? '', codes(operationId));
    }
  }
  return new Map([...keys].map(([operation, key]) => [operation, compiledOperations.get(key) ?? []]));
}

/** Parameters and body with the components that they refer to. */
function keyOf({ parameters, requestBody }: OpenapiOperation, { components = {} }: OpenapiDocument): string {
  const texts = [JSON.stringify([parameters, requestBody])];
  const seen = new Set<string>();
  for (const text of texts) {
    for (const [address, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      if (seen.has(address)) continue;
      seen.add(address);
      texts.push(`${address} ${JSON.stringify(components[kind]?.[name])}`);
    }
  }
  return texts.join('\n');
}

function compile(document: OpenapiDocument): (operation: string) => readonly string[] {
  const { OpenAPIBackend } = load('openapi-backend') as typeof import('openapi-backend');
  const found = new Map<unknown, string>();
  const backend = new OpenAPIBackend({
    definition: document as unknown as Document,
    quick: true,
    strict: true,
    ajvOpts: { ...options, code: { source: true, lines: true } },
    customizeAjv: (ajv, { coerceTypes }) => noteCode(ajv, String(coerceTypes), found),
  });
  // In quick mode, initialization is synchronous.
  void backend.init();
  const validator: OpenAPIValidator = backend.validator;
  // It lists all operations again for each look-up.
  const operations = validator.router.getOperations();
  validator.router.getOperations = () => operations;
  return (operation) => checksOf(validator, operation).map((one) => found.get(one) ?? '');
}

/** @throws UsageError if openapi-backend cannot compile a validator for the body */
function checksOf(validator: OpenAPIValidator, operation: string): readonly unknown[] {
  try {
    return validator.getRequestValidatorsForOperation(operation) ?? [];
  } catch (error) {
    const why = error instanceof RangeError ? 'the type of its body contains itself' : String(error);
    throw new UsageError(`validators.js cannot be made for ${operation}: ${why}`);
  }
}

/** Code by schema: a watching generator compiles only what changed. */
const compiled = new Map<string, string>();

/** Records the code of everything compiled. */
function noteCode(ajv: Ajv, kind: string, found: Map<unknown, string>): Ajv {
  const addFormats = load('ajv-formats') as typeof import('ajv-formats');
  const standalone = load('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js');
  addFormats.default(ajv);
  const compileSchema = ajv.compile.bind(ajv);
  ajv.compile = ((given: Schema) => {
    const schema = without(forReaders, given);
    const key = `${kind} ${JSON.stringify(schema)}`;
    const code = compiled.get(key) ?? standalone.default(ajv, compileSchema(schema));
    compiled.set(key, code);
    const stub = () => true;
    found.set(stub, code);
    return stub;
  }) as unknown as Ajv['compile'];
  return ajv;
}
