/** Organizations and their members in memory, as a model for the query. */
export interface Graph {
  readonly organizations: readonly string[];
  readonly people: readonly Person[];
  readonly links: readonly Link[];
}

export interface Person {
  readonly globalid: string;
  readonly username: string;
  readonly role: 'owner' | 'member';
}

/** `linked` is an orgowner or orgmember of `globalid`. */
export interface Link {
  readonly globalid: string;
  readonly linked: string;
  readonly role: 'orgowner' | 'orgmember';
  readonly includes: boolean;
}

export function isOwner(graph: Graph, x: string, u: string): boolean {
  return hasRole(graph, x, u, 'owner');
}

export function isMember(graph: Graph, x: string, u: string): boolean {
  return hasRole(graph, x, u, 'member');
}

/**
 * The role of a user in an organization: by its own list, by the role in its parent, or by a link of that role.
 * Deliberately slow and simple.
 */
function hasRole(graph: Graph, x: string, u: string, role: 'owner' | 'member'): boolean {
  if (!graph.organizations.includes(x)) return false;
  if (graph.people.some((p) => p.globalid === x && p.username === u && p.role === role)) return true;
  const parent = parentOf(x);
  if (parent !== undefined && hasRole(graph, parent, u, role)) return true;
  const visited = new Set([x]);
  return linksOf(graph, x, `org${role}`).some((y) => belongs(graph, y, u, visited));
}

/** Whether a user counts by a link to `x`: in a list of `x`, or of an organization linked to `x`. */
function belongs(graph: Graph, x: string, u: string, visited: Set<string>): boolean {
  if (visited.has(x)) return false;
  if (graph.people.some((p) => p.globalid === x && p.username === u)) return true;
  visited.add(x);
  const all = [...linksOf(graph, x, 'orgowner'), ...linksOf(graph, x, 'orgmember')];
  return all.some((y) => belongs(graph, y, u, visited));
}

/** The organizations linked to `x` in a role, with the suborganizations of links that include them. */
function linksOf(graph: Graph, x: string, role: Link['role']): string[] {
  const links = graph.links.filter((link) => link.globalid === x && link.role === role);
  return links.flatMap(({ linked, includes }) => [
    linked,
    ...(includes ? graph.organizations.filter((id) => id.startsWith(`${linked}.`)) : []),
  ]);
}

function parentOf(x: string): string | undefined {
  const dot = x.lastIndexOf('.');
  return dot === -1 ? undefined : x.slice(0, dot);
}
