import type { SessionRow } from './tables.ts';

/** So long what somebody proved counts for what matters most. */
export const freshSeconds = 600;

/** Whether somebody showed lately who they are, as what matters for the whole account demands. */
export function hasFreshProof({ proved_at }: Pick<SessionRow, 'proved_at'>, now: Date): boolean {
  return proved_at !== null && now.getTime() - proved_at.getTime() <= freshSeconds * 1000;
}
