import { TestEnvironment } from 'jest-environment-node';
import { createEngines } from './engines.ts';

const iyoEngines = createEngines();

/** Node's own environment, with the embedded engines that the test files of a worker use one after the other. */
export default class Environment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { iyoEngines });
  }
}
