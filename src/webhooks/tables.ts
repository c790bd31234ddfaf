import type { Generated } from 'kysely';
import type { Bytes, NullableBytes, Timestamp } from '../db/columns.ts';

/** `off` is set by an owner, `gone` and `failing` by the server. */
export type WebhookStatus = 'active' | 'off' | 'gone' | 'failing';

/** Receivers of an organization's events. A webhook outlives its organization until the last event is delivered. */
export interface WebhookTable {
  webhook_id: string;
  /** Empty for the operator's webhooks, which receive the audit log. */
  globalid: string;
  url: string;
  description: Generated<string>;
  /** Empty for all events. */
  event_types: Generated<string[]>;
  status: Generated<WebhookStatus>;
  sealed_secret: Bytes;
  /** The former secret, which is also used for signing until `former_secret_until`. */
  former_sealed_secret: NullableBytes;
  former_secret_until: Timestamp | null;
  failing_since: Timestamp | null;
  /** No delivery is tried before this time. */
  retry_at: Timestamp | null;
  created_at: Timestamp;
  ends_at: Timestamp | null;
}

/** Deliveries to webhooks: waiting ones, and the log of finished ones. */
export interface WebhookDeliveryTable {
  webhook_id: string;
  delivery_id: string;
  event_type: string;
  /** Exactly as signed. */
  body: string;
  /** The user and the actor that the body names. */
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
