import type { Route } from '../../generated/routes.ts';
import { BadRequest, MethodNotAllowed, NotFound } from '../base/errors.ts';

/** A route with its path parameters, percent-decoded once. */
export interface RouteMatch {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

interface Entry {
  readonly route: Route;
  readonly variables: readonly { readonly index: number; readonly name: string }[];
}

interface Node {
  readonly literals: Map<string, Node>;
  variable: Node | undefined;
  readonly entries: Map<string, Entry>;
}

/**
 * The contract's paths as a tree of segments, built once at start.
 *
 * A literal segment wins over a template where it has the method (`/orgmembers/includesuborgs` before
 * `/orgmembers/{globalid2}`). The raw path is split before decoding, so `%2F` inside a segment is data. Doubled and
 * trailing slashes count as one or none.
 */
export class RouteTable {
  readonly #root = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      this.#add(route, route.path);
      if (route.alias !== undefined) this.#add(route, route.alias);
    }
  }

  /**
   * @param method in upper case; HEAD is answered by GET
   * @param rawPath the path as sent, without query
   * @throws NotFound for an unknown path, MethodNotAllowed for a known one, BadRequest for broken percent-encoding
   */
  match(method: string, rawPath: string): RouteMatch {
    const segments = segmentsOf(rawPath);
    const candidates = candidatesOf(this.#root, segments, 0);
    if (candidates.length === 0) throw new NotFound();
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const candidate of candidates) {
      const entry = candidate.entries.get(wanted);
      if (entry) return { route: entry.route, path: pathParameters(entry, segments) };
    }
    throw new MethodNotAllowed(allowed(candidates));
  }

  /** The value of `Allow` for a path. */
  allow(rawPath: string): string {
    const candidates = candidatesOf(this.#root, segmentsOf(rawPath), 0);
    if (candidates.length === 0) throw new NotFound();
    return allowed(candidates);
  }

  #add(route: Route, path: string): void {
    const segments = segmentsOf(path);
    const node = segments.reduce(child, this.#root);
    const variables = segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [{ index, name: segment.slice(1, -1) }] : [],
    );
    node.entries.set(route.method.toUpperCase(), { route, variables });
  }
}

function newNode(): Node {
  return { literals: new Map(), variable: undefined, entries: new Map() };
}

function child(node: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    node.variable ??= newNode();
    return node.variable;
  }
  const found = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, found);
  return found;
}

/** Every node that the segments can lead to, literal matches first. */
function candidatesOf(node: Node, segments: readonly string[], depth: number): Node[] {
  const segment = segments[depth];
  if (segment === undefined) return node.entries.size > 0 ? [node] : [];
  const literal = node.literals.get(segment);
  return [
    ...(literal ? candidatesOf(literal, segments, depth + 1) : []),
    ...(node.variable ? candidatesOf(node.variable, segments, depth + 1) : []),
  ];
}

function allowed(candidates: readonly Node[]): string {
  const methods = new Set(candidates.flatMap((candidate) => [...candidate.entries.keys()]));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods, 'OPTIONS'].join(', ');
}

function pathParameters(entry: Entry, segments: readonly string[]): Record<string, string> {
  const path: Record<string, string> = {};
  for (const { index, name } of entry.variables) path[name] = decodeSegment(segments[index] ?? '');
  return path;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decodeSegment(segment: string): string {
  const decoded = segment.includes('%') ? decodeOrRefuse(segment) : segment;
  if (decoded.includes('\0'))
    throw new BadRequest('bad_request', { description: 'The path holds a NUL character.' });
  return decoded;
}

function decodeOrRefuse(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new BadRequest('bad_request', { description: 'The path is not valid percent-encoded UTF-8.' });
  }
}
