import { isJsonSchema } from '../json-schema.ts';
import { child, itemsOf, members, type SourceNode, scalarOf, typeNode } from '../source.ts';
import { methodsOf, type Refuse, resourcesBelow } from './walk.ts';

/** A path parameter is one segment, and no parameter has a JSON or XML schema. */
export function checkParameters(root: SourceNode, refuse: Refuse): void {
  for (const resource of resourcesBelow(root)) {
    const inPath = members(resource, 'uriParameters');
    const inHeaders = methodsOf(resource).flatMap((method) => members(method, 'headers'));
    for (const parameter of inPath) refuseSlashes(parameter, refuse);
    for (const parameter of [...inPath, ...inHeaders]) refuseSchema(parameter, refuse);
  }
}

function refuseSlashes(parameter: SourceNode, refuse: Refuse): void {
  const examples = [child(parameter, 'example'), ...members(parameter, 'examples')].flatMap(
    (node) => node ?? [],
  );
  const values = [
    ...itemsOf(child(parameter, 'default')),
    ...itemsOf(child(parameter, 'enum')),
    ...examples.map((node) => child(node, 'value') ?? node),
  ];
  for (const value of values.filter((node) => String(scalarOf(node) ?? '').includes('/'))) {
    refuse(
      value,
      `A path parameter is one segment, so "${scalarOf(value)}" cannot be one. Remove the slash.`,
    );
  }
}

function refuseSchema(parameter: SourceNode, refuse: Refuse): void {
  const type = parameter.kind === 'map' ? typeNode(parameter) : parameter;
  const text = String(scalarOf(type) ?? '').trim();
  if (isJsonSchema(text) || text.startsWith('<')) {
    refuse(parameter, `"${parameter.key}" cannot have the schema of a document as type. Use a RAML type.`);
  }
}
