/** A path and method of the contract. */
interface Route {
  readonly method: string;
  readonly path: string;
  /** Another path of the operation. */
  readonly alias?: string;
}

export interface FoundRoute<Served> {
  readonly served: Served;
  /** The parameters of the path by name, still percent-encoded. */
  readonly values: readonly (readonly [name: string, text: string])[];
}

export interface Routes<Served> {
  /**
   * @param method in upper case; HEAD also matches GET
   * @param path as sent, without the query; repeated and trailing slashes are ignored
   */
  find(method: string, path: string): FoundRoute<Served> | undefined;
  /** The value of `Allow` for a path; undefined if the path is not in the contract. */
  allow(path: string): string | undefined;
}

/** A node in the tree of path segments. */
interface Place<Served> {
  readonly literals: Map<string, Place<Served>>;
  /** Segments with parameters: first those with text, such as `{id}.json`, then plain parameters. */
  readonly open: Map<string, { readonly pattern: RegExp | undefined; readonly place: Place<Served> }>;
  readonly methods: Map<string, { readonly served: Served; readonly names: readonly string[] }>;
}

/**
 * The paths of a contract as a tree, built once. Text takes precedence over parameters: `/users/me` does not match
 * `/users/{id}` if it has the method. A path is split before it is decoded: `%2F` in a segment is data.
 */
export function createRoutes<Served>(
  all: readonly Served[],
  routeOf: (served: Served) => Route,
): Routes<Served> {
  const root = newPlace<Served>();
  for (const served of all) {
    const { method, path, alias } = routeOf(served);
    for (const each of alias === undefined ? [path] : [path, alias]) {
      const names = [...each.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
      const place = segmentsOf(encoded(each)).reduce(below, root);
      place.methods.set(method.toUpperCase(), { served, names });
    }
  }
  return {
    find(method, path) {
      const texts: string[] = [];
      const found = search(root, segmentsOf(path), 0, method === 'HEAD' ? ['HEAD', 'GET'] : [method], texts);
      return (
        found && { served: found.served, values: found.names.map((name, at) => [name, texts[at] ?? '']) }
      );
    },
    allow(path) {
      const methods = methodsAt(root, segmentsOf(path), 0);
      if (methods.includes('GET')) methods.push('HEAD');
      return methods.length === 0 ? undefined : [...new Set([...methods, 'OPTIONS'])].join(', ');
    },
  };
}

function newPlace<Served>(): Place<Served> {
  return { literals: new Map(), open: new Map(), methods: new Map() };
}

/** A path as it is sent. */
function encoded(path: string): string {
  return path.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function below<Served>(place: Place<Served>, segment: string): Place<Served> {
  if (!segment.includes('{')) {
    const found = place.literals.get(segment) ?? newPlace<Served>();
    place.literals.set(segment, found);
    return found;
  }
  const key = segment.replace(/\{[^}]*\}/g, '{}');
  const known = place.open.get(key);
  if (known) return known.place;
  const made = { pattern: key === '{}' ? undefined : segmentPattern(segment), place: newPlace<Served>() };
  const sorted = [...place.open, [key, made] as const].sort(([a], [b]) => order(a) - order(b));
  place.open.clear();
  for (const [each, step] of sorted) place.open.set(each, step);
  return made.place;
}

/** Segments with more text come first. */
function order(key: string): number {
  return -key.replaceAll('{}', '').length;
}

/** `{id}.json` as a pattern. */
function segmentPattern(segment: string): RegExp {
  const parts = segment.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`);
}

/** @param texts receives the values of the path parameters */
function search<Served>(
  place: Place<Served>,
  segments: readonly string[],
  depth: number,
  methods: readonly string[],
  texts: string[],
): { readonly served: Served; readonly names: readonly string[] } | undefined {
  const segment = segments[depth];
  if (segment === undefined) {
    for (const method of methods) if (place.methods.has(method)) return place.methods.get(method);
    return undefined;
  }
  const literal = place.literals.get(segment);
  const straight = literal && search(literal, segments, depth + 1, methods, texts);
  if (straight) return straight;
  for (const { pattern, place: next } of place.open.values()) {
    const parts = pattern ? pattern.exec(segment)?.slice(1) : [segment];
    if (!parts) continue;
    const before = texts.length;
    texts.push(...parts);
    const found = search(next, segments, depth + 1, methods, texts);
    if (found) return found;
    texts.length = before;
  }
  return undefined;
}

function methodsAt<Served>(place: Place<Served>, segments: readonly string[], depth: number): string[] {
  const segment = segments[depth];
  if (segment === undefined) return [...place.methods.keys()];
  const literal = place.literals.get(segment);
  const open = [...place.open.values()].filter(
    ({ pattern }) => pattern === undefined || pattern.test(segment),
  );
  return [...(literal ? [literal] : []), ...open.map(({ place: next }) => next)].flatMap((next) =>
    methodsAt(next, segments, depth + 1),
  );
}
