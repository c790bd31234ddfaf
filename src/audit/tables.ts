import type { Generated } from 'kysely';
import type { GeneratedJson, Timestamp } from '../db/columns.ts';

/** Append only. Events outlive the accounts and organizations that they are about. */
export interface AuditEventTable {
  event_id: string;
  occurred_at: Timestamp;
  event: string;
  username: string | null;
  globalid: string | null;
  actor: string | null;
  client_id: string | null;
  session_id: string | null;
  masked_ip: Generated<string>;
  user_agent: Generated<string>;
  request_id: Generated<string>;
  details: GeneratedJson<Record<string, unknown>>;
}
