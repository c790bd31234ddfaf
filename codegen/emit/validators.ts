import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import type { Document, OpenAPIValidator } from 'openapi-backend';
import { UsageError } from '../config.ts';
import { type Api, operationsOf } from '../model.ts';
import { operationName } from '../names.ts';
import { file, lines } from '../writer.ts';
import { forReaders, without } from './bare-schema.ts';
import { emitOpenapi } from './openapi.ts';
import type { Schema } from './validate-runtime.ts';

/** Loaded when validators are wanted: a project that does without them needs none of these packages. */
const load = createRequire(import.meta.url);

/** The document is checked when it is generated, so the rules for schemas are needed nowhere. */
const options = { useDefaults: true, validateSchema: false, meta: false } as const;

/** validators.js: the validators of openapi-backend for requests, compiled by ajv ahead of time. */
export function emitValidators(api: Api): string {
  const codes = codesOf(JSON.parse(emitOpenapi(api)));
  return file(api.banner, [
    lines(
      '/** What the validators were compiled with, for others that are compiled later. */',
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
  const functions = codes(operation).map((code) => `(module, require) => {\n${code}\n}`);
  return `${JSON.stringify(operation)}: [${functions.join(', ')}],`;
}

type Codes = (operation: string) => readonly string[];

function codesOf(document: Document): Codes {
  const { OpenAPIBackend } = load('openapi-backend') as typeof import('openapi-backend');
  const found = new Map<unknown, string>();
  const backend = new OpenAPIBackend({
    definition: document,
    quick: true,
    strict: true,
    ajvOpts: { ...options, code: { source: true, lines: true } },
    customizeAjv: (ajv, { coerceTypes }) => noteCode(ajv, String(coerceTypes), found),
  });
  // In quick mode it is done when it returns.
  void backend.init();
  const validator: OpenAPIValidator = backend.validator;
  return (operation) => checksOf(validator, operation).map((one) => found.get(one) ?? '');
}

/** @throws UsageError for a body that openapi-backend has no validator for */
function checksOf(validator: OpenAPIValidator, operation: string): readonly unknown[] {
  try {
    return validator.getRequestValidatorsForOperation(operation) ?? [];
  } catch (error) {
    const why = error instanceof RangeError ? 'the type of its body contains itself' : String(error);
    throw new UsageError(`validators.js cannot be made for ${operation}: ${why}`);
  }
}

/** Code by schema: a watching generator compiles what has changed. */
const compiled = new Map<string, string>();

/** Notes the code of whatever is compiled. */
function noteCode(ajv: Ajv, kind: string, found: Map<unknown, string>): Ajv {
  const addFormats = load('ajv-formats') as typeof import('ajv-formats');
  const standalone = load('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js');
  addFormats.default(ajv);
  const compile = ajv.compile.bind(ajv);
  ajv.compile = ((given: Schema) => {
    const schema = without(forReaders, given);
    const key = `${kind} ${JSON.stringify(schema)}`;
    const code = compiled.get(key) ?? standalone.default(ajv, compile(schema));
    compiled.set(key, code);
    const stub = () => true;
    found.set(stub, code);
    return stub;
  }) as unknown as Ajv['compile'];
  return ajv;
}
