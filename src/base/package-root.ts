/** The folder that holds package.json: as far from here, in `src/base`, as from the build in `dist/server`. */
export const packageRoot = new URL('../../', import.meta.url);
