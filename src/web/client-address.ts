import { isIPv6 } from 'node:net';

/**
 * The network that a request came from, for rate limits: an IPv4 address, or the /64 of an IPv6 address (one customer
 * has all of it). IPv4-mapped IPv6 addresses count as their IPv4 address, in any spelling.
 * @param address as Express determines it, which trusts forwarded addresses only from trusted proxies
 */
export function networkOf(address: string | undefined): string {
  return address === undefined ? 'unknown' : remembered(networks, address, readNetwork);
}

const maximumRemembered = 1000;
const networks = new Map<string, string>();
const maskedNetworks = new Map<string, string>();

/** Caches results, because most requests come from a known network. */
function remembered(known: Map<string, string>, key: string, read: (key: string) => string): string {
  const value = known.get(key);
  if (value !== undefined) return value;
  if (known.size >= maximumRemembered) known.clear();
  const made = read(key);
  known.set(key, made);
  return made;
}

function readNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const groups = expand(address);
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') return toDotted(groups.slice(6));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * The /24 of an IPv4 address or the /48 of an IPv6 address; empty for anything else.
 * @param network as `networkOf` names it
 */
export function maskNetwork(network: string): string {
  return remembered(maskedNetworks, network, readMask);
}

function readMask(network: string): string {
  const inFours = /^(\d+\.\d+\.\d+)\.\d+$/.exec(network)?.[1];
  if (inFours !== undefined) return `${inFours}.0/24`;
  const inSixes = /^([\da-f]+:[\da-f]+:[\da-f]+):[\da-f]+::\/64$/.exec(network)?.[1];
  return inSixes === undefined ? '' : `${inSixes}::/48`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] {
  const plain = address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/[^:]*\.[^:]*$/, toGroups);
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill('0'), ...after].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}

/** Converts trailing IPv4 notation into the last two groups. */
function toGroups(dotted: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
}

function toDotted(groups: readonly string[]): string {
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join('.');
}
