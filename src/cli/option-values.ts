import { InvalidArgumentError } from 'commander';
import { readMoment } from '../base/timestamp.ts';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a point in time: a date (`2026-01-31`, in UTC), a time (`2026-01-31T12:00Z`), or an age (`30m`,
 * `12h`, `7d`).
 * @throws InvalidArgumentError
 */
export function momentAt(now: Date): (text: string) => Date {
  return (text) => {
    const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
    if (count !== undefined) return new Date(now.getTime() - Number(count) * (units[unit] ?? 0));
    const moment = /^.{10}(T|$)/.test(text) ? readMoment(text) : undefined;
    if (!moment)
      throw new InvalidArgumentError('It must be a date, a time, or an age such as 30m, 12h or 7d.');
    return moment;
  };
}

/** Reads a count of one or more. @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above zero.');
  return Number(text);
}
