import type { Timestamp } from '../../db/columns.ts';

/**
 * Requests of the clients of an organization, logouts that failed, and requests of its directory. Kept for a week, in
 * limited number, without data about users.
 */
export interface ClientLogTable {
  globalid: string;
  entry_id: string;
  occurred_at: Timestamp;
  step: 'authorize' | 'token' | 'logout' | 'scim';
  error: string;
  reason: string;
  redirect_uri: string;
  request_id: string;
}
