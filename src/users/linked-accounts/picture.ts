import { Unavailable } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { fetchPublic, UnusableReply } from '../../fetch/exchange.ts';
import { ImageRefused } from '../../images/images.ts';
import { drawPicture, type Picture } from '../avatars/picture.ts';
import type { Provider } from './providers.ts';

const limits = { timeout: 5_000, maxBytes: 2 * 1024 * 1024 };

/**
 * Fetches the picture of a linked account once and re-encodes it.
 * @param address as the provider states it; empty when there is none
 * @returns undefined when it is unavailable
 */
export async function fetchPicture(
  { name, settings }: Provider,
  address: string,
  log: Logger,
): Promise<Picture | undefined> {
  if (address === '') return undefined;
  try {
    return await drawPicture(await fetchPublic(address, new URL(settings.url).origin, limits));
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    log.warn({ provider: name, reason }, 'the picture of a linked account could not be fetched');
    return undefined;
  }
}

/** The reason of a failure that any picture may cause; undefined for unexpected errors. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnusableReply) return error.reason;
  if (error instanceof ImageRefused) return error.fault;
  return error instanceof Unavailable ? error.code : undefined;
}
