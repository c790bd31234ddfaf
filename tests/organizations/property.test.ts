import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  openWorld,
  refusesBrokenBodies,
  storesOrRefuses,
  storesWhatWasSent,
  type World,
} from '../support/creations.ts';
import { organizationCreations } from './creations.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.app.close());

describe.each(organizationCreations)('$operation', (creation) => {
  test('stores what was sent, and nothing else', () => storesWhatWasSent(world, creation), 120_000);

  test('stores or refuses whatever fits the contract', () => storesOrRefuses(world, creation), 120_000);

  test('refuses a body that breaks one rule', () => refusesBrokenBodies(world, creation), 240_000);
});

test('no member of a body ever gets into the prototype of objects', () => {
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
