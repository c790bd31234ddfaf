import { buildBodies, buildResponses } from './build-bodies.ts';
import { extensionsOf } from './build-notes.ts';
import {
  type OperationContext,
  parameterOf,
  pathParameters,
  queryParameters,
  type ResourcePath,
} from './build-parameters.ts';
import { buildAccess, refuseSchemeParameters, schemesOf, securedBy } from './build-security.ts';
import { methods, type Operation, type Resource } from './model.ts';
import { members, type SourceNode, textAt } from './source.ts';

/** A resource and all below it. */
export function buildResource(
  context: OperationContext,
  root: SourceNode,
  above: ResourcePath,
  inheritedService: string,
): Resource[] {
  const node = above.at(-1);
  if (!node) return [];
  const service = textAt(node, '(service)') ?? inheritedService;
  const title = textAt(node, 'displayName');
  const resource: Resource = {
    path: pathOf(above),
    title: title === node.key ? undefined : title,
    description: textAt(node, 'description')?.trim(),
    extensions: extensionsOf(node),
    place: node.place(),
    operations: node
      .children()
      .filter(isMethod)
      .map((method) => buildOperation(context, method, { root, above, service })),
  };
  const nested = node
    .children()
    .filter(isResource)
    .flatMap((below) => buildResource(context, root, [...above, below], service));
  return [resource, ...nested];
}

export function isResource({ key = '' }: SourceNode): boolean {
  return key.startsWith('/');
}

function isMethod({ key = '' }: SourceNode): boolean {
  return methods.some((method) => method === key.toLowerCase());
}

function pathOf(above: ResourcePath): string {
  return above.map(({ key }) => key).join('');
}

interface EnclosingResources {
  readonly root: SourceNode;
  readonly above: ResourcePath;
  readonly service: string;
}

function buildOperation(
  context: OperationContext,
  node: SourceNode,
  { root, above, service }: EnclosingResources,
): Operation {
  context.reading(node);
  const secured = securedBy([node, ...above.slice(-1), root]);
  const schemes = schemesOf(root, secured);
  refuseSchemeParameters(context, node, schemes);
  return {
    displayName: textAt(node, 'displayName') ?? '',
    description: textAt(node, 'description')?.trim(),
    extensions: extensionsOf(node),
    method: methods.find((method) => method === node.key?.toLowerCase()) ?? 'get',
    path: pathOf(above),
    service,
    place: node.place(),
    pathParameters: pathParameters(context, above),
    queryParameters: queryParameters(context, node),
    headers: members(node, 'headers').map((header) => parameterOf(context, header)),
    bodies: buildBodies(context, node),
    responses: buildResponses(context, node, schemes),
    access: buildAccess(secured),
  };
}

/** The resources directly below a node, each with everything under it. */
export function buildResources(context: OperationContext, root: SourceNode): Resource[] {
  return root
    .children()
    .filter(isResource)
    .flatMap((node) => buildResource(context, root, [node], ''));
}
