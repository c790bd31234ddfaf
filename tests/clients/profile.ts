import { afterAll } from '@jest/globals';

interface UnderTest {
  profile: 'compatible' | 'strict';
  /** Settings that deviate from the profile. */
  departures: Readonly<Record<string, string>>;
}

const compatible: UnderTest = { profile: 'compatible', departures: {} };
const current: UnderTest = { ...compatible };

/** The server for clients; the files in `strict/` run the same tests under the strict profile. */
export const underTest: Readonly<UnderTest> = current;

/** For the tests of this file, and of those it imports. */
export function testUnderStrict(departures: UnderTest['departures'] = {}): void {
  Object.assign(current, { profile: 'strict', departures });
  afterAll(() => void Object.assign(current, compatible));
}
