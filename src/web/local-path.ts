import { isUrl } from '../base/is-url.ts';

/** Path and query of a place on this site, or `/` for anything that a browser could interpret as another site. */
export function localPath(asked: string): string {
  const base = 'http://this.site';
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked) || !isUrl(asked, base)) return '/';
  const { origin, pathname, search } = new URL(asked, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
