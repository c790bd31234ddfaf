import type { BuildContext } from './build-context.ts';
import { isRequired, memberName } from './build-objects.ts';
import { shapeOf } from './build-shapes.ts';
import type { Parameter, Shape } from './model.ts';
import { child, members, type SourceNode } from './source.ts';
import type { FlatObject, TypeIndex } from './type-index.ts';

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
  const found = alternatives(shapeOf(context, node), context.index);
  if (!found) {
    if (!context.strict) return [];
    context.refuse(node, 'A query string must be an object type. Declare its parameters as properties.');
    return [];
  }
  if (found.some(({ patterns }) => patterns.length > 0) && context.strict) {
    context.refuse(node, 'A query string cannot have pattern properties. Name its parameters.');
  }
  const last = new Map(found.flatMap(({ properties }) => properties).map((item) => [item.name, item]));
  const always = (name: string): boolean =>
    found.every(({ properties }) => properties.findLast((item) => item.name === name)?.required);
  return [...last.values()].map((item) => ({ ...item, required: always(item.name), place: node.place() }));
}

type Alternative = Pick<FlatObject, 'properties' | 'patterns'>;

/** The objects that a value of a type may be; undefined if it may be anything else. */
function alternatives(shape: Shape, index: TypeIndex): Alternative[] | undefined {
  if (shape.kind === 'reference' && shape.names.length > 1) {
    return combined(shape.names.map((name) => alternatives({ ...shape, names: [name] }, index)));
  }
  const target = index.resolve(shape);
  if (target.kind === 'object') return [index.flatten(target)];
  if (target.kind === 'all') return combined(target.parts.map((part) => alternatives(part, index)));
  if (target.kind !== 'union') return undefined;
  const options = target.options.map((option) => alternatives(option, index));
  return options.includes(undefined) ? undefined : options.flatMap((option) => option ?? []);
}

/** Every choice of one alternative of each part. */
function combined(parts: readonly (Alternative[] | undefined)[]): Alternative[] | undefined {
  return parts.reduce(
    (some, more) =>
      more &&
      some?.flatMap((one) =>
        more.map((other) => ({
          properties: [...one.properties, ...other.properties],
          patterns: [...one.patterns, ...other.patterns],
        })),
      ),
    [{ properties: [], patterns: [] }],
  );
}
