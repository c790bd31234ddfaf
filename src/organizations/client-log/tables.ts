import type { Timestamp } from '../../db/columns.ts';

/** Requests of the clients of an organization, for a week and in bounded number; nothing of users. */
export interface ClientLogTable {
  globalid: string;
  entry_id: string;
  occurred_at: Timestamp;
  step: 'authorize' | 'token';
  error: string;
  reason: string;
  redirect_uri: string;
  request_id: string;
}
