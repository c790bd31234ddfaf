import { types } from 'node:util';
import { type Engine, parsersOfPg } from '../../src/db/embedded.ts';
import type { Engines } from './engines.ts';

/** Put there by the test environment, for all test files of a worker. */
declare global {
  var iyoEngines: Engines;
}

const parsers = parsersOfPg();

/**
 * An embedded engine for one test database: closing it gives it back to the worker. The engine lives outside of the
 * globals of a test file, so what goes in and out is made of the globals of its side.
 */
export async function takeEngine(imagePath: string): Promise<Engine> {
  const pglite = await globalThis.iyoEngines.take(imagePath);
  let isClosed = false;
  const query: Engine['query'] = async (text, parameters) => {
    const answer = await pglite
      .query<unknown[]>(text, parameters?.map(asText), { parsers, rowMode: 'array' })
      .catch(rethrow);
    const names = answer.fields.map(({ name }) => name);
    const rows = answer.rows.map((row) => Object.fromEntries(names.map((name, at) => [name, own(row[at])])));
    return { ...answer, rows: rows as never[] };
  };
  return {
    query,
    get closed() {
      return isClosed;
    },
    async close() {
      isClosed = true;
      await globalThis.iyoEngines.giveBack(pglite);
    },
  };
}

/** A moment, which the engine knows by its class. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  return types.isDate(value) ? value.toISOString() : value;
}

function own(value: unknown): unknown {
  return Array.isArray(value) ? Array.from(value, own) : value;
}

function rethrow(error: unknown): never {
  throw types.isNativeError(error) ? Object.assign(new Error(error.message), error) : error;
}
