import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A new signing secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks, "Signature scheme"). */
export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/** The message to sign. */
export interface SignedMessage {
  readonly deliveryId: string;
  readonly body: string;
  readonly sentAt: Date;
}

/**
 * The headers with which a receiver verifies the sender and the age of a message (Standard Webhooks).
 * @param secrets each one produces a signature, one of which must match the receiver's secret
 */
export function signedHeaders(
  { deliveryId, body, sentAt }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${signatureBy(secret, `${deliveryId}.${timestamp}.${body}`)}`,
  );
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signatureBy(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(content, 'utf8').digest('base64');
}

/** Binds a sealed secret to its webhook. */
export function secretContext(webhookId: string): string {
  return `webhook_secret:${webhookId}`;
}
