import type { BuildContext } from './build-context.ts';
import { isRequired, memberName } from './build-objects.ts';
import { shapeOf } from './build-shapes.ts';
import type { Parameter } from './model.ts';
import { child, members, type SourceNode } from './source.ts';
import type { TypeIndex } from './type-index.ts';

/** The dependencies for building an operation. */
export interface OperationContext extends BuildContext {
  readonly index: TypeIndex;
}

/** A resource and those above it, the outermost first, without the API itself. */
export type ResourcePath = readonly SourceNode[];

/** A path, query or header parameter, or the header of a response. */
export function parameterOf(context: BuildContext, node: SourceNode): Parameter {
  return {
    name: memberName(node),
    required: isRequired(node),
    shape: shapeOf(context, node),
    place: node.place(),
  };
}

/** The parameters of the path in order; undeclared ones are strings. */
export function pathParameters(context: BuildContext, resources: ResourcePath): Parameter[] {
  return resources.flatMap((resource) => {
    const names = [...(resource.key ?? '').matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
    return names.map((name) => pathParameter(context, resource, name));
  });
}

function pathParameter(context: BuildContext, resource: SourceNode, name: string): Parameter {
  const declared = child(child(resource, 'uriParameters'), name);
  if (!declared) {
    const shape = { kind: 'string', facets: {}, notes: {} } as const;
    return { name, required: true, shape, place: resource.place() };
  }
  const parameter = parameterOf(context, declared);
  if (!parameter.required) {
    context.refuse(declared, `Path parameter "${name}" cannot be optional. Remove the question mark.`);
  }
  return { ...parameter, name, required: true };
}

/** The query parameters, declared individually or as the properties of one object. */
export function queryParameters(context: OperationContext, method: SourceNode): Parameter[] {
  const whole = child(method, 'queryString');
  return [
    ...members(method, 'queryParameters').map((node) => parameterOf(context, node)),
    ...(whole ? expandQueryString(context, whole) : []),
  ];
}

function expandQueryString(context: OperationContext, node: SourceNode): Parameter[] {
  const shape = context.index.resolve(shapeOf(context, node));
  const objects = shape.kind === 'union' ? shape.options.map(context.index.resolve) : [shape];
  const [first] = objects;
  if (!first || objects.some(({ kind }) => kind !== 'object')) {
    if (!context.strict) return [];
    context.refuse(node, 'A query string must be an object type. Declare its parameters as properties.');
    return [];
  }
  const found = objects.flatMap((object) =>
    object.kind === 'object' ? [context.index.flatten(object)] : [],
  );
  if (found.some(({ patterns }) => patterns.length > 0) && context.strict) {
    context.refuse(node, 'A query string cannot have pattern properties. Name its parameters.');
  }
  const last = new Map(found.flatMap(({ properties }) => properties).map((item) => [item.name, item]));
  const always = (name: string): boolean =>
    found.every(({ properties }) => properties.findLast((item) => item.name === name)?.required);
  return [...last.values()].map((item) => ({ ...item, required: always(item.name), place: node.place() }));
}
