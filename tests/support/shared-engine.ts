import type { Engine } from '../../src/db/embedded.ts';
import type { Engines } from './engines.ts';

/** Set by the test environment, for all test files of a worker. */
declare global {
  var iyoEngines: Engines;
}

/** An embedded engine for one test database; closing it returns it to the worker. */
export async function takeEngine(imagePath: string): Promise<Engine> {
  const engine = await globalThis.iyoEngines.take(imagePath);
  const { pglite, keptStatements } = engine;
  let isClosed = false;
  return {
    keptStatements,
    execProtocolRawStream: (message, options) => pglite.execProtocolRawStream(message, options),
    get closed() {
      return isClosed;
    },
    async close() {
      isClosed = true;
      await globalThis.iyoEngines.giveBack(engine);
    },
  };
}
