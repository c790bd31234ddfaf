import { Resolver } from 'node:dns/promises';
import { Unavailable } from '../../base/errors.ts';

/** Resolves the TXT records of a name; an empty list when there are none. @throws Unavailable */
export type ResolveTxt = (name: string) => Promise<readonly string[]>;

const timeoutMilliseconds = 2000;
const noRecords = new Set(['ENOTFOUND', 'ENODATA']);

/** @param servers the name servers to ask, with a port unless it is 53. Default: those of the machine */
export function createTxtResolver(servers?: readonly string[]): ResolveTxt {
  const resolver = new Resolver({ timeout: timeoutMilliseconds, tries: 2 });
  if (servers) resolver.setServers(servers);
  return async (name) => {
    try {
      // A record longer than 255 bytes is split into pieces.
      return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
    } catch (error) {
      if (noRecords.has((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw new Unavailable('dns_unavailable', { cause: error }, 10);
    }
  };
}
