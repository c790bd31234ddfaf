const globals = new URL('./jest-globals.js', import.meta.url).href;
const isTest = (url) => url?.endsWith('.test.ts');

/**
 * `@jest/globals` works with jest's own module loader only, so imports of it get `jest-globals.js` instead. A test file
 * imported by another one is loaded again, to define its tests there.
 */
export async function resolve(specifier, context, next) {
  const { parentURL } = context;
  if (specifier === '@jest/globals')
    return { url: isTest(parentURL) ? `${globals}?${parentURL}` : globals, shortCircuit: true };
  const found = await next(specifier, context);
  return isTest(found.url) && isTest(parentURL) ? { ...found, url: `${found.url}?${parentURL}` } : found;
}
