import type { Random } from './random.ts';

/** Values that exist in the world of a round, by name of path parameter or member; the latest is last. */
export interface KnownValues {
  add(name: string, value: string): void;
  /** One of them, or undefined when none is known. */
  pick(random: Random, name: string): string | undefined;
  /** The latest. */
  last(name: string): string | undefined;
  /**
   * Collects values from a response: every string under the name of its member, and under that of its resource (`banks
   * label`).
   */
  harvest(body: unknown, resource: string): void;
}

const kept = 60;
/** Names that members of responses have as parameters. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  iyoids: ['identifier'],
  organization: ['globalid'],
  grantedTo: ['grantedTo'],
  avatar: ['hash'],
  source: ['hash'],
  label: ['label', 'newlabel'],
  name: ['dnsname', 'name'],
  scope: ['requiredscope', 'scope'],
  user: ['username'],
  Key: ['key'],
};

export function createKnownValues(): KnownValues {
  const known = new Map<string, string[]>();

  function add(name: string, value: string): void {
    const values = known.get(name) ?? [];
    if (values.includes(value) || value === '' || value.length > 2000) return;
    known.set(name, [...values.slice(-kept), value]);
  }

  function addMember(name: string, value: string, resource: string): void {
    for (const other of otherNames[name] ?? [name]) {
      if (other !== 'hash') {
        add(other, value);
        add(`${resource} ${other}`, value);
      } else if (value.includes('/img/')) add('hash', value.slice(value.lastIndexOf('/') + 1));
    }
  }

  function harvest(body: unknown, resource: string, name = ''): void {
    if (typeof body === 'string') addMember(name, body, resource);
    else if (Array.isArray(body)) for (const entry of body.slice(0, 10)) harvest(entry, resource, name);
    else if (typeof body === 'object' && body !== null)
      for (const [member, value] of Object.entries(body)) harvest(value, resource, member);
  }

  return {
    add,
    last: (name) => known.get(name)?.at(-1),
    harvest: (body, resource) => harvest(body, resource),
    pick(random, name) {
      const values = known.get(name);
      return values && random.pick(values);
    },
  };
}
