import { Unavailable } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { fetchPublic, NoUsableReply } from '../../fetch/exchange.ts';
import { ImageRefused } from '../../images/images.ts';
import { drawPicture, type Picture } from '../avatars/picture.ts';
import type { Provider } from './providers.ts';

const limits = { timeout: 5_000, maxBytes: 2 * 1024 * 1024 };

/**
 * The picture of a linked account, fetched once and drawn anew.
 * @param address as the provider tells it; empty when there is none
 * @returns undefined when it cannot be had
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

/** Of what can go wrong with any picture; undefined for what should not have. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof NoUsableReply) return error.reason;
  if (error instanceof ImageRefused) return error.fault;
  return error instanceof Unavailable ? error.code : undefined;
}
