import asyncHooks from 'node:async_hooks';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { ModuleMocker } from 'jest-mock';
import { register as registerTypeScript } from 'tsx/esm/api';

const require = createRequire(import.meta.url);

registerTypeScript();
register('./jest-globals-hook.js', import.meta.url);

/**
 * jest-circus, with test files loaded by Node's module loader instead of jest's: the application is loaded once for
 * each worker, not for each file.
 */
export default function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  forgetLastFile();
  delete Error.prepareStackTrace; // Node knows the source maps of what it loaded, jest does not.
  const native = Object.create(runtime, {
    requireInternalModule: { value: requireAnew },
    requireModule: { value: require },
    setGlobalsForRuntime: { value: shareGlobals },
    unstable_shouldLoadAsEsm: { value: () => true },
    unstable_importModule: { value: (path) => import(pathToFileURL(path)) },
  });
  return circus.default(globalConfig, config, environment, native, testPath, sendMessageToJest);
}

const { AsyncLocalStorage } = asyncHooks;

/**
 * For jest-circus, whose tests run one after another here. Node's own storage would make Node 20 call hooks for every
 * promise of the application.
 */
class SequentialStorage {
  #store;

  getStore() {
    return this.#store;
  }

  async run(store, work) {
    const before = this.#store;
    this.#store = store;
    try {
      return await work();
    } finally {
      this.#store = before;
    }
  }
}

/** The functions of jest-circus belong to one test file, so the module is loaded again for each. */
function requireAnew(path) {
  delete require.cache[path];
  offerStorage(SequentialStorage);
  try {
    return require(path);
  } finally {
    offerStorage(AsyncLocalStorage);
  }
}

/** Since Node 22 the property cannot be assigned. */
function offerStorage(value) {
  Object.defineProperty(asyncHooks, 'AsyncLocalStorage', { value, configurable: true, enumerable: true });
}

/** For `jest-globals.js`. */
function shareGlobals(globals) {
  const mocker = new ModuleMocker(globalThis);
  const jest = {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  };
  globalThis[Symbol.for('iyo.jest-globals')] = { ...globals, jest };
}

/** Otherwise the tests and applications of each file would stay in memory until the end. */
function forgetLastFile() {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'].includes(symbol.description)) delete globalThis[symbol];
}
