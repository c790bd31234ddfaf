import type { Express } from 'express';

/** The part of Express's router that shows what is mounted where. */
interface Layer {
  readonly rawPath: string | readonly string[];
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly route?: { readonly path: string | readonly string[] };
}

/** Every path of a site, as its routes are written: `/login/invitation/:code`. */
export function sitePaths(web: Express): readonly string[] {
  const { stack } = web.router as unknown as { readonly stack: readonly Layer[] };
  return [...new Set(pathsIn(stack, ''))];
}

function pathsIn(stack: readonly Layer[], prefix: string): string[] {
  return stack.flatMap(({ handle, rawPath, route }) => {
    if (route) return [route.path].flat().map((path) => `${prefix}${path}`);
    const below = [rawPath].flat().map((path) => (path === '/' ? prefix : `${prefix}${path}`));
    return below.flatMap((start) => pathsIn(handle.stack ?? [], start));
  });
}
