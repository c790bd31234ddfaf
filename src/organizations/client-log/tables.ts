import type { Timestamp } from '../../db/columns.ts';

/** Requests of the clients of an organization, logouts that they did not take, and requests of its directory, for a week and in bounded number; nothing of users. */
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
