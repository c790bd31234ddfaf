import { connect } from 'node:net';

/** A response as sent over the wire. */
export interface RawResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends a request byte for byte, as a program wrote it.
 * @param url where a server listens
 * @param lines request line and headers, without `Host`, which is added after the request line
 */
export function sendRaw(url: string, lines: readonly string[], body = ''): Promise<RawResponse> {
  const { host, hostname, port } = new URL(url);
  const [requestLine = '', ...headers] = lines;
  const head = [requestLine, `Host: ${host}`, ...headers, '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('latin1').once('error', reject);
    socket.on('data', (part: string) => {
      received += part;
      const response = completeResponse(received);
      if (!response) return;
      socket.destroy();
      resolve(response);
    });
    socket.once('close', () => reject(new Error(`the connection ended after: ${received}`)));
    socket.write(head + body);
  });
}

/** Undefined while it is incomplete. Every response of this server states its length. */
function completeResponse(received: string): RawResponse | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = parseHead(received.slice(0, end));
  const body = received.slice(end + 4);
  if (body.length < Number(head.headers['content-length'])) return undefined;
  return { ...head, body: Buffer.from(body, 'latin1').toString('utf8') };
}

function parseHead(head: string): Omit<RawResponse, 'body'> {
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(statusLine.split(' ')[1]), headers: Object.fromEntries(headers) };
}
