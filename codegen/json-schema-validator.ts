import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ajv, ErrorObject, MissingRefError, ValidateFunction } from 'ajv';
import { addDocument, addressOf, whyUnreadable } from './json-schema-documents.ts';
import type { Json } from './model.ts';

/** What is wrong with a schema, or with a value. */
export interface Problem {
  readonly message: string;
  /** A JSON pointer behind `#`. */
  readonly path: string;
}

/** The JSON schemas of one reading of a contract. */
export interface JsonSchemaValidator {
  /** The problems of the schema in a file and of the schemas it refers to. */
  readonly checkSchema: (text: string, file: string) => readonly Problem[];
  /** The problems of a value; none if the schema itself is invalid. */
  readonly checkValue: (text: string, file: string, value: Json) => readonly Problem[];
}

// Loaded when a contract has JSON schemas.
const load = createRequire(import.meta.url);

export function createJsonSchemaValidator(): JsonSchemaValidator {
  let ajv: Ajv | undefined;
  const known = new Map<string, ValidateFunction | readonly Problem[]>();
  const compiled = (text: string, file: string) => {
    const base = addressOf(text, file);
    ajv ??= createAjv();
    const found = known.get(base) ?? compile(ajv, text, file);
    known.set(base, found);
    return found;
  };
  return {
    checkSchema: (text, file) => {
      const found = compiled(text, file);
      return typeof found === 'function' ? [] : found;
    },
    checkValue: (text, file, value) => {
      const found = compiled(text, file);
      return typeof found !== 'function' || found(value) ? [] : problemsOf(found.errors);
    },
  };
}

function createAjv(): Ajv {
  const { Ajv: Library } = load('ajv') as typeof import('ajv');
  const ajv = new Library({ strict: false, validateSchema: false, logger: false, unicodeRegExp: false });
  load('ajv-formats')(ajv);
  // Draft 4 uses "id", which a later schema may use for something else.
  ajv.removeKeyword('id');
  return ajv;
}

function compile(ajv: Ajv, text: string, file: string): ValidateFunction | readonly Problem[] {
  try {
    return add(ajv, text, file) ?? compileWithReferences(ajv, addressOf(text, file), file);
  } catch (error) {
    return [{ message: (error as Error).message, path: '#' }];
  }
}

/** @returns the problem of the schema itself, if any */
function add(ajv: Ajv, text: string, file: string): Problem[] | undefined {
  const { schema } = addDocument(ajv, text, file);
  return ajv.validateSchema({ ...schema, $schema: undefined }) ? undefined : problemsOf(ajv.errors);
}

/** Reads each file that is missing, until there is none. */
function compileWithReferences(ajv: Ajv, base: string, file: string): ValidateFunction | readonly Problem[] {
  const { MissingRefError: Missing } = load('ajv') as typeof import('ajv');
  try {
    return ajv.getSchema(base) ?? [];
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return addReferred(ajv, error, file) ?? compileWithReferences(ajv, base, file);
  }
}

function addReferred(
  ajv: Ajv,
  { missingRef, missingSchema }: MissingRefError,
  from: string,
): Problem[] | undefined {
  const { hash, pathname, protocol } = new URL(missingRef);
  const isFile = protocol === 'file:';
  const name = isFile ? relative(dirname(from), decodeURI(pathname)) + hash : missingRef;
  const problem = (what: string): Problem[] => [{ message: `It refers to "${name}", ${what}`, path: '#' }];
  if (!isFile || ajv.schemas[missingSchema]) return problem('which does not exist');
  try {
    const file = fileURLToPath(missingSchema);
    return add(ajv, readFileSync(file, 'utf8'), file);
  } catch (error) {
    return problem(whyUnreadable(error));
  }
}

function problemsOf(errors: readonly ErrorObject[] | null | undefined): Problem[] {
  return (errors ?? []).map(({ instancePath, message = 'does not fit' }) => ({
    message: `${instancePath || 'it'} ${message}`,
    path: `#${instancePath}`,
  }));
}
