// `bin/iyo.cjs` on a bundle that the tests made of the sources as they are.
const { main } = await import(new URL('../../dist/test-server/main.js', import.meta.url).href);
process.exitCode ||= await main(process.argv.slice(2));
