import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** A request as sent over the wire. */
export interface RawRequest {
  readonly method: string;
  /** With the query; only characters that HTTP allows. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** No response within the time limit, or the connection was closed before it. */
export class NoResponse extends Error {}

const timeoutMilliseconds = 20_000;

export interface Connection {
  /** @throws NoAnswer */
  send(request: RawRequest): Promise<RawResponse>;
  close(): void;
}

/** @param port of a server on this machine */
export function connectTo(port: number): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (raw) => exchange(agent, port, raw),
    close: () => agent.destroy(),
  };
}

function exchange(agent: Agent, port: number, raw: RawRequest): Promise<RawResponse> {
  const { method, path, headers, body } = raw;
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => reject(new NoResponse(String(error))));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.setTimeout(timeoutMilliseconds, () => sent.destroy(new NoResponse('no response in time')));
    sent.on('error', (error) => reject(error instanceof NoResponse ? error : new NoResponse(String(error))));
    sent.end(body);
  });
}
