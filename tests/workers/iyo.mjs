// `bin/iyo.cjs` for a bundle that the tests build from the current sources.
const { main } = await import(new URL('../../dist/test-server/main.js', import.meta.url).href);
process.exitCode ||= await main(process.argv.slice(2));
