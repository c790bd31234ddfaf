import type { Generated } from 'kysely';
import type { Bytes, NullableBytes, Timestamp } from '../db/columns.ts';

/** `off` by an owner; `gone` and `failing` by the server. */
export type WebhookStatus = 'active' | 'off' | 'gone' | 'failing';

/** Where events of an organization go. Outlives it until the last one is delivered. */
export interface WebhookTable {
  webhook_id: string;
  /** Empty: of the operator, who gets the audit log. */
  globalid: string;
  url: string;
  description: Generated<string>;
  /** Empty: all. */
  event_types: Generated<string[]>;
  status: Generated<WebhookStatus>;
  sealed_secret: Bytes;
  /** Signs as well until then. */
  former_sealed_secret: NullableBytes;
  former_secret_until: Timestamp | null;
  failing_since: Timestamp | null;
  /** Nothing is tried before. */
  retry_at: Timestamp | null;
  created_at: Timestamp;
  ends_at: Timestamp | null;
}

/** Events on their way to one webhook, then the log of what became of them. */
export interface WebhookDeliveryTable {
  webhook_id: string;
  delivery_id: string;
  event_type: string;
  /** As it is signed. */
  body: string;
  /** Whom the body names. */
  username: string | null;
  actor: string | null;
  attempts: Generated<number>;
  response_status: number | null;
  last_error: Generated<string>;
  last_attempt_at: Timestamp | null;
  created_at: Timestamp;
  available_at: Timestamp;
  claimed_until: Timestamp | null;
  delivered_at: Timestamp | null;
  failed_at: Timestamp | null;
}
