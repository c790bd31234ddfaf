import { isUrl } from '../base/is-url.ts';

/**
 * A place on this site to go to next: path and query of what was asked for, or `/` for anything that a browser could
 * take for another site.
 */
export function localPath(asked: string): string {
  const base = 'http://this.site';
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked) || !isUrl(asked, base)) return '/';
  const { origin, pathname, search } = new URL(asked, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
