/** Which attributes of a resource to return: lower-case names, without the ids of core schemas. */
export interface Projection {
  readonly attributes: readonly string[] | undefined;
  readonly excluded: readonly string[];
}

export interface ProjectionRequest {
  readonly attributes?: string | readonly string[] | undefined;
  readonly excludedAttributes?: string | readonly string[] | undefined;
}

/** Reads the parameters of RFC 7644, section 3.9. */
export function readProjection({ attributes, excludedAttributes }: ProjectionRequest): Projection {
  const requested = namesIn(attributes);
  return {
    attributes: requested.length === 0 ? undefined : requested,
    excluded: namesIn(excludedAttributes),
  };
}

const coreSchema = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;

function namesIn(given: string | readonly string[] | undefined): string[] {
  const names = typeof given === 'string' ? given.split(',') : (given ?? []);
  return names.map((name) => name.trim().toLowerCase().replace(coreSchema, '')).filter((name) => name !== '');
}

/** Whether an attribute, or part of it, is wanted and so must be read. */
export function wants({ attributes, excluded }: Projection, name: string): boolean {
  const folded = name.toLowerCase();
  if (attributes) return attributes.some((each) => each === folded || isPartOf(each, folded));
  return !excluded.includes(folded);
}

interface Answered {
  readonly schemas: unknown;
  readonly id: string;
}

/** Removes unwanted attributes. `schemas` and `id` are always returned. */
export function project<Resource extends Answered>(resource: Resource, projection: Projection): Resource {
  const entries = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'schemas' || name === 'id') return [[name, value]];
    const projected = wants(projection, name) ? partsOf(name.toLowerCase(), value, projection) : undefined;
    return projected === undefined ? [] : [[name, projected]];
  });
  // Every attribute that may be missing here is optional in the contract.
  return Object.fromEntries(entries) as unknown as Resource;
}

function partsOf(name: string, value: unknown, projection: Projection): unknown {
  const { attributes, excluded } = projection;
  const parts = (attributes?.includes(name) ? undefined : attributes)?.filter((each) => isPartOf(each, name));
  const without = attributes ? [] : excluded.filter((each) => isPartOf(each, name));
  if (parts === undefined && without.length === 0) return value;
  const isKept = (part: string) => {
    const paths = [`${name}.${part.toLowerCase()}`, `${name}:${part.toLowerCase()}`];
    return parts ? paths.some((path) => parts.includes(path)) : !paths.some((path) => without.includes(path));
  };
  if (Array.isArray(value)) return value.map((one) => keep(one, isKept));
  return keep(value, isKept);
}

function keep(value: unknown, isKept: (part: string) => boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => isKept(part)));
}

function isPartOf(path: string, name: string): boolean {
  return path.startsWith(`${name}.`) || path.startsWith(`${name}:`);
}
