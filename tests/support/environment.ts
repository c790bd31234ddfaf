import { ModuleMocker } from 'jest-mock';
import { createEngines } from './engines.ts';

globalThis.iyoEngines ??= createEngines();

/**
 * All test files of a worker share its modules, its globals and the embedded engines, which they use one after the
 * other: loading the modules again for each file took longer than most files run.
 */
export default class Environment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern = null;
  exportConditions = () => ['node', 'node-addons'];
  getVmContext = () => null;
  setup = async () => {};
  teardown = async () => {};
}
