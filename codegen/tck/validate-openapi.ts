import SwaggerParser from '@apidevtools/swagger-parser';

type Document = Parameters<(typeof SwaggerParser)['validate']>[0];

/** Validates an OpenAPI document. @returns `valid`, or the problem */
export async function openapiVerdict(document: Document): Promise<string> {
  try {
    await SwaggerParser.validate(document);
    return 'valid';
  } catch (error) {
    return String(error);
  }
}
