import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { type Listening, listen } from '../support/listening.ts';

/** A received message. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ReceivedEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A receiver of events. */
export interface Receiver {
  /** Origin, without a path. */
  readonly url: string;
  readonly received: Received[];
  /** Sets the response from now on; it is sent once the message has been read. */
  respond(by: (response: ServerResponse) => void): void;
  /** Events received since the last call, oldest first. */
  taken(): ReceivedEvent[];
  close(): Promise<void>;
}

export const accept = (response: ServerResponse): void => void response.writeHead(204).end();

export const respondWith =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

export async function openReceiver(): Promise<Receiver> {
  const server: Listening = await listen('127.0.0.1');
  const received: Received[] = [];
  let reply = accept;
  const serve: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body });
      reply(response);
    });
  };
  server.serve(serve);
  return {
    url: server.url,
    received,
    respond(by) {
      reply = by;
    },
    taken: () => received.splice(0).map(({ body }) => JSON.parse(body)),
    close: server.close,
  };
}

/** Verifies a message with the library recommended by the standard. @throws WebhookVerificationError */
export function verify(secret: string, { headers, body }: Received): ReceivedEvent {
  const signed = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return new Webhook(secret).verify(body, Object.fromEntries(signed)) as ReceivedEvent;
}
