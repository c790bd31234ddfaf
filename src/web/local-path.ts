import { isUrl } from '../base/is-url.ts';

/** Path and query of a place on this site, or `/` for anything that a browser could interpret as another site. */
export function localPath(address: string): string {
  const base = 'http://this.site';
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(address) || !isUrl(address, base)) return '/';
  const { origin, pathname, search } = new URL(address, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
