import { describeFailure, NotDelivered } from '../base/failure.ts';
import { createSemaphore } from '../crypto/semaphore.ts';
import { inCallSpan } from '../traces/spans.ts';

export interface SmsMessage {
  /** International format: `+`, country code, number. */
  readonly to: string;
  readonly text: string;
}

export interface SmsSender {
  /**
   * Resolves when the gateway has accepted the message.
   * @throws NotDelivered (503) when it has not, or not in time; Unavailable when too many messages are waiting
   */
  send(message: SmsMessage): Promise<void>;
}

export interface SmsGatewaySettings {
  readonly url: string;
  /** Value of the authorization header, for example `Basic ...` or `Bearer ...`. */
  readonly authorization?: string | undefined;
  /** For gateways that expect their key in another header. Default: `Authorization`. */
  readonly authorizationHeader?: string;
  /** Sender number or name. */
  readonly from?: string | undefined;
  readonly format: 'json' | 'form';
  /** The gateway's names of the three values. Default: `to text from` in JSON, `To Body From` (as Twilio) in a form. */
  readonly fields?: SmsFieldNames;
  /** Further values to send unchanged. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly maxConnections?: number;
  /** How many messages may wait for a connection. */
  readonly maxQueue?: number;
  /** Milliseconds for one message. */
  readonly timeout?: number;
}

export interface SmsFieldNames {
  readonly to: string;
  readonly text: string;
  readonly from: string;
}

const defaultFields: Readonly<Record<SmsGatewaySettings['format'], SmsFieldNames>> = {
  json: { to: 'to', text: 'text', from: 'from' },
  form: { to: 'To', text: 'Body', from: 'From' },
};

/** Sends through a gateway that accepts one HTTP POST per message and answers with any 2xx status. */
export function createHttpSmsSender(settings: SmsGatewaySettings): SmsSender {
  const { maxConnections = 8, maxQueue = 100, timeout = 10_000 } = settings;
  const places = createSemaphore({ name: 'sms', width: maxConnections, maxQueue });
  return {
    send: (message) => places.run(() => post(settings, message, AbortSignal.timeout(timeout))),
  };
}

async function post(settings: SmsGatewaySettings, message: SmsMessage, signal: AbortSignal): Promise<void> {
  const request = { method: 'POST', redirect: 'error', signal, ...encode(settings, message) } as const;
  try {
    const { hostname } = new URL(settings.url);
    const response = await inCallSpan('sms', hostname, () => fetch(settings.url, request));
    if (!response.ok) throw await refusal(response, message);
    await response.body?.cancel();
  } catch (error) {
    if (error instanceof NotDelivered) throw error;
    throw notDelivered(describeFailure(error));
  }
}

function encode(settings: SmsGatewaySettings, message: SmsMessage): { headers: Headers; body: string } {
  const names = settings.fields ?? defaultFields[settings.format];
  const values: Record<string, string> = {
    ...settings.extra,
    ...(settings.from !== undefined && { [names.from]: settings.from }),
    [names.to]: message.to,
    [names.text]: message.text,
  };
  const isJson = settings.format === 'json';
  const headers = new Headers({
    'Content-Type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
  });
  if (settings.authorization) {
    headers.set(settings.authorizationHeader ?? 'Authorization', settings.authorization);
  }
  return { headers, body: isJson ? JSON.stringify(values) : new URLSearchParams(values).toString() };
}

async function refusal(response: Response, message: SmsMessage): Promise<NotDelivered> {
  const code = findErrorCode(await response.text(), message.text);
  const what = `status ${response.status}${code === undefined ? '' : `, code ${code}`}`;
  return notDelivered(what, refusesMessage.has(response.status));
}

/**
 * The error code in the gateway's response, if any. The rest of the response is not logged, because it may quote the
 * message.
 */
function findErrorCode(body: string, sentText: string): string | undefined {
  const found = /"(?:code|error|error_code)"\s*:\s*"?([\w.-]{1,40})"?\s*[,}]/.exec(body)?.[1];
  return found !== undefined && !sentText.includes(found) ? found : undefined;
}

/**
 * Statuses for a request that was understood but is wrong, most likely because of the number. Other refusals are about
 * the settings.
 */
const refusesMessage = new Set([400, 422]);

function notDelivered(reason: string, isPermanent = false): NotDelivered {
  return new NotDelivered('sms_unavailable', { reason, detail: `sms: ${reason}`, isPermanent });
}
