import type { SourcePath } from './source.ts';

/** What the generator reads of each kind of node, and what says nothing that a reader of the contract would miss. */
const known = {
  api: [
    ...[
      'title',
      'description',
      'version',
      'baseUri',
      'documentation',
      'types',
      'securitySchemes',
      'resources',
    ],
    ...[
      'securedBy',
      'protocols',
      'mediaType',
      'uses',
      'traits',
      'resourceTypes',
      'annotationTypes',
      'annotations',
    ],
    'baseUriParameters',
  ],
  resource: [
    ...[
      'relativeUri',
      'completeRelativeUri',
      'displayName',
      'description',
      'annotations',
      'methods',
      'resources',
    ],
    ...['type', 'is', 'securedBy', 'uriParameters', 'relativeUriPathSegments', 'absoluteUri', 'parentUri'],
    'absoluteParentUri',
  ],
  method: [
    ...[
      'method',
      'displayName',
      'description',
      'annotations',
      'uriParameters',
      'queryParameters',
      'queryString',
    ],
    ...['headers', 'body', 'responses', 'securedBy', 'is', 'protocols', 'parentUri', 'absoluteParentUri'],
  ],
  response: ['code', 'description', 'headers', 'body', 'annotations'],
  scheme: ['name', 'displayName', 'type', 'description', 'describedBy', 'settings'],
  type: [
    ...[
      'name',
      'displayName',
      'type',
      'description',
      'required',
      'default',
      'examples',
      'annotations',
      'items',
    ],
    ...[
      'anyOf',
      'properties',
      'additionalProperties',
      'enum',
      'pattern',
      'minLength',
      'maxLength',
      'minimum',
    ],
    ...[
      'maximum',
      'multipleOf',
      'format',
      'fileTypes',
      'minItems',
      'maxItems',
      'uniqueItems',
      'minProperties',
    ],
    ...['maxProperties', 'typePropertyKind', 'mediaType', 'simplifiedExamples', 'sourceMap', 'schemaPath'],
  ],
} as const;

const facets = 'User-defined facets are not supported. Use the built-in facets, or an annotation.';
const discriminators =
  'Discriminators are not supported. Give the property an enum of one value in each type and join the types in a union.';

/** What to say about keys that have no counterpart here. */
const advice: Readonly<Record<string, string>> = {
  discriminator: discriminators,
  discriminatorValue: discriminators,
  facets,
  fixedFacets: facets,
  xml: 'XML is not supported: the API speaks JSON. Remove it.',
  annotations:
    'Annotations are not supported here. Move it to the API, a type, a resource, a method or a response.',
  scalarsAnnotations:
    'Annotations on a single value are not supported. Put it on the node that has the value.',
};

/** Complains about everything on a node that would otherwise be left out without a word. */
export function refuseUnknownKeys(
  kind: keyof typeof known,
  node: object,
  path: SourcePath,
  refuse: (path: SourcePath, message: string) => void,
): void {
  const readable: readonly string[] = known[kind];
  for (const key of Object.keys(node).filter((name) => !readable.includes(name))) {
    refuse([...path, key], advice[key] ?? `"${key}" is not supported here. Remove it.`);
  }
}
