import { type Finding, finding } from './finding.ts';

/** Codes are valid for ten seconds, and several servers must agree on the time. */
const maximumSeconds = 3;

/** Compares this machine's clock with the database's. @param serverTime milliseconds since 1970 */
export function checkClock(serverTime: number, databaseTime: Date): Finding {
  const seconds = Math.round((serverTime - databaseTime.getTime()) / 100) / 10;
  const isOff = Math.abs(seconds) > maximumSeconds;
  return finding('clock', isOff ? 'clockOffDatabase' : 'clockFine', { seconds });
}

/**
 * Compares this machine's clock with the header `Date` of a response, which has whole seconds.
 * @returns undefined when they agree, or there is no such header
 */
export function compareWithDate(date: string | null, now: Date): Finding | undefined {
  const proxyTime = date === null ? Number.NaN : Date.parse(date);
  const seconds = Math.round((now.getTime() - proxyTime) / 1000);
  if (Number.isNaN(proxyTime) || Math.abs(seconds) <= maximumSeconds + 1) return undefined;
  return finding('clock', 'clockOffPublic', { seconds });
}
