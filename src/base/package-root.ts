/** The folder of package.json. The path is the same from `src/base` and from the build in `dist/server`. */
export const packageRoot = new URL('../../', import.meta.url);
