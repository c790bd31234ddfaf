import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** A new signing secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks, "Signature scheme"). */
export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/** What is signed. */
export interface SignedMessage {
  readonly deliveryId: string;
  readonly body: string;
  readonly sentAt: Date;
}

/**
 * The headers that let a receiver check where a message is from and that it is not an old one (Standard Webhooks).
 * @param secrets each gives a signature, and one of them must be the receiver's
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
