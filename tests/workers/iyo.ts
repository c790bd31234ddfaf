import { main } from '../../src/cli/main.ts';

/** `bin/iyo.cjs` without a build. */
process.exitCode ||= await main(process.argv.slice(2));
