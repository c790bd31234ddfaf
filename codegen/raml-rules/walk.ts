import { isMediaType } from '../media-types.ts';
import { methods } from '../model.ts';
import { child, members, type SourceNode } from '../source.ts';

/** Reports a node that breaks a rule of RAML. */
export type Refuse = (node: SourceNode, message: string) => void;

/** All resources below a node, each before those below it. */
export function resourcesBelow(node: SourceNode): SourceNode[] {
  return node
    .children()
    .filter(({ key = '' }) => key.startsWith('/'))
    .flatMap((resource) => [resource, ...resourcesBelow(resource)]);
}

export function methodsOf(resource: SourceNode): SourceNode[] {
  return resource.children().filter(({ key = '' }) => methods.some((method) => method === key.toLowerCase()));
}

/** The bodies of a method or response under their media types. */
export function typedBodies(owner: SourceNode): SourceNode[] {
  return members(owner, 'body').filter(({ key = '' }) => isMediaType(key));
}

/** A method and its responses: everything that can have a body. */
export function bodyOwners(root: SourceNode): SourceNode[] {
  return resourcesBelow(root)
    .flatMap(methodsOf)
    .flatMap((method) => [method, ...members(method, 'responses')]);
}

/** All type declarations in a contract, including those of their properties. */
export function declaredTypes(root: SourceNode): SourceNode[] {
  return [...members(root, 'types'), ...members(root, 'schemas')].flatMap(withProperties);
}

function withProperties(node: SourceNode): SourceNode[] {
  if (node.kind !== 'map') return [node];
  const items = child(node, 'items');
  return [
    node,
    ...members(node, 'properties').flatMap(withProperties),
    ...(items ? withProperties(items) : []),
  ];
}
