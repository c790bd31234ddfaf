import type { Diagnostic } from './diagnostics.ts';
import type { Resource } from './model.ts';

/** Every request path must match one resource, and every path parameter must be a whole segment. */
export function checkPaths(resources: readonly Resource[]): Diagnostic[] {
  const parameters = new Map<string, Known>();
  return resources.flatMap((resource) => [...malformed(resource), ...siblings(resource, parameters)]);
}

/** The parameter names seen at one position of the paths, and the first resource with each. */
interface Known {
  readonly first: string;
  readonly path: string;
  readonly names: Set<string>;
}

function malformed({ path, place }: Resource): Diagnostic[] {
  const wrong = segmentsOf(path).filter((segment) => /[{}]/.test(segment) && !isParameter(segment));
  return wrong.map((segment) => ({
    place,
    message: `Path segment "${segment}" mixes text and parameters. A segment is either text or one {parameter}.`,
  }));
}

/** `/{id}` beside `/{name}`: the same requests would match both. */
function siblings({ path, place }: Resource, known: Map<string, Known>): Diagnostic[] {
  return segmentsOf(path).flatMap((name, position, segments) => {
    if (!isParameter(name)) return [];
    const above = segments
      .slice(0, position)
      .map((segment) => (isParameter(segment) ? '{}' : segment))
      .join('/');
    const earlier = known.get(above) ?? { first: name, path, names: new Set([name]) };
    known.set(above, earlier);
    if (earlier.names.has(name)) return [];
    earlier.names.add(name);
    return [
      {
        place,
        message: `${path} has ${name} where ${earlier.path} has ${earlier.first}: requests match both. Use one name for both.`,
      },
    ];
  });
}

function isParameter(segment: string): boolean {
  return /^\{[^{}]+\}$/.test(segment);
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}
