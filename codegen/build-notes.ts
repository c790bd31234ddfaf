import type { Example, Json, JsonObject, Notes } from './model.ts';
import { typeName } from './names.ts';
import type { RamlAnnotation, RamlExample, RamlType } from './raml.ts';

/** Title, description, default, examples and annotations of a declaration. */
export function notesOf(raml: RamlType): Notes {
  const title = raml.displayName;
  const examples = (raml.examples ?? []).map(exampleOf);
  const extensions = extensionsOf(raml.annotations);
  return {
    ...(title !== undefined && title !== raml.name && title !== typeName(raml.name) && { title }),
    ...(raml.description !== undefined && { description: raml.description.trim() }),
    ...(raml.default !== undefined && { default: raml.default as Json }),
    ...(examples.length > 0 && { examples }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

function exampleOf({ name, displayName, description, value }: RamlExample): Example {
  return { name: name ?? undefined, description: description ?? displayName, value: value as Json };
}

/** Annotations under their OpenAPI names, without the one that names the service group. */
export function extensionsOf(annotations: readonly RamlAnnotation[] = []): JsonObject {
  const others = annotations.filter(({ name }) => name !== 'service');
  return Object.fromEntries(others.map(({ name, value }) => [`x-${name}`, (value ?? true) as Json]));
}
