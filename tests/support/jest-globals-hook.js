const globals = new URL('./jest-globals.js', import.meta.url).href;
const isTest = (url) => url?.endsWith('.test.ts');

/** The package `@jest/globals` works with jest's own module loader only. A test that imports another one runs it again. */
export async function resolve(specifier, context, next) {
  const { parentURL } = context;
  if (specifier === '@jest/globals')
    return { url: isTest(parentURL) ? `${globals}?${parentURL}` : globals, shortCircuit: true };
  const found = await next(specifier, context);
  return isTest(found.url) && isTest(parentURL) ? { ...found, url: `${found.url}?${parentURL}` } : found;
}
