import { type Api, type Operation, operationsOf, type Shape, type TypeDef } from '../../model.ts';
import { reusing } from '../../reuse.ts';
import type { TypeIndex } from '../../type-index.ts';

/** Operations of the contract that are described together: one service group. */
export interface Group {
  readonly service: string;
  readonly title: string;
  /** Descriptions of the resources, without repetitions. */
  readonly descriptions: readonly string[];
  readonly operations: readonly Operation[];
}

export function groupsOf(api: Api): readonly Group[] {
  const services = [...new Set(operationsOf(api).map(({ service }) => service))];
  return services.map((service) => {
    const resources = api.resources.filter(({ operations }) =>
      operations.some((each) => each.service === service),
    );
    const descriptions = new Set(resources.flatMap(({ description }) => description ?? []));
    return {
      service,
      title: inWords(service),
      descriptions: [...descriptions],
      operations: operationsOf(api).filter((operation) => operation.service === service),
    };
  });
}

const acronyms = /\b(api|dns|html|http|id|json|ssh|ui|uri|url|xml)\b/g;

/** `userEmailAddresses` -> `User email addresses`, `userApiKeys` -> `User API keys`. */
function inWords(service: string): string {
  const words = service.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const text = words.replace(acronyms, (acronym) => acronym.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `userEmailAddresses` -> `user-email-addresses`. */
export function pathOf(service: string): string {
  return service.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Every named type used by operations, directly or indirectly, in the order of the contract. */
export function typesOf(
  operations: readonly Operation[],
  types: readonly TypeDef[],
  index: TypeIndex,
): readonly TypeDef[] {
  const found = new Set(operations.flatMap((operation) => [...namesOf(operation, index)]));
  return types.filter(({ name }) => found.has(name));
}

const namesOf = reusing((operation: Operation, index): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const shape of shapesOf(operation)) collect(shape, index, found);
  return found;
});

function shapesOf({ pathParameters, queryParameters, headers, bodies, responses }: Operation): Shape[] {
  const parameters = [...pathParameters, ...queryParameters, ...headers];
  const responseBodies = responses.flatMap((response) => response.bodies);
  return [...parameters, ...bodies, ...responseBodies].map(({ shape }) => shape);
}

function collect(shape: Shape, index: TypeIndex, found: Set<string>): void {
  for (const name of namesIn(shape)) {
    const type = index.find(name);
    if (!type || found.has(name)) continue;
    found.add(name);
    collect(type.shape, index, found);
  }
  for (const part of partsOf(shape)) collect(part, index, found);
}

function namesIn(shape: Shape): readonly string[] {
  if (shape.kind === 'reference') return shape.names;
  return shape.kind === 'object' ? shape.parents : [];
}

function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'array':
      return [shape.items];
    case 'union':
      return shape.options;
    case 'all':
      return shape.parts;
    case 'object':
      return [...shape.properties, ...shape.patterns].map((each) => each.shape);
    default:
      return [];
  }
}
