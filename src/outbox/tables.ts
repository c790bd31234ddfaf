import type { Generated } from 'kysely';
import type { NullableBytes, Timestamp } from '../db/columns.ts';

/** Messages to send; once sent, the log of them, without their content. */
export interface OutboxMessageTable {
  message_id: string;
  channel: 'mail' | 'sms' | 'logout';
  recipient: string;
  template: string;
  language: string;
  username: string | null;
  sealed_content: NullableBytes;
  attempts: Generated<number>;
  last_error: Generated<string>;
  created_at: Timestamp;
  available_at: Timestamp;
  claimed_until: Timestamp | null;
  sent_at: Timestamp | null;
  failed_at: Timestamp | null;
}
