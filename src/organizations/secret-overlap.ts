/** The longest time for which a former secret is used next to its successor: 30 days. */
export const maximumOverlapSeconds = 2_592_000;

/**
 * The end of a former secret. Overlaps outside the limits are moved to the nearest limit.
 * @param overlapSeconds how long the former secret is used next to the new one
 * @returns undefined when the former secret ends at once
 */
export function endOfOverlap(now: Date, overlapSeconds: number): Date | undefined {
  const seconds = Math.min(overlapSeconds, maximumOverlapSeconds);
  return seconds > 0 ? new Date(now.getTime() + seconds * 1000) : undefined;
}
