import SwaggerParser from '@apidevtools/swagger-parser';

type Document = Parameters<(typeof SwaggerParser)['validate']>[0];

/** Holds an OpenAPI document against the specification. @returns `valid`, or what is wrong */
export async function openapiVerdict(document: Document): Promise<string> {
  try {
    await SwaggerParser.validate(document);
    return 'valid';
  } catch (error) {
    return String(error);
  }
}
