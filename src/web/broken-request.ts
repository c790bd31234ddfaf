import type { Duplex } from 'node:stream';

const longestRequestLine = 8192;

const failures: Readonly<Record<string, readonly [status: string, code: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'request_timeout'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'payload_too_large'],
};

/** The error of the event `clientError` of a `node:http` server. */
interface BrokenRequest extends Error {
  readonly code?: string;
  /** The bytes that could not be parsed. */
  readonly rawPacket?: Buffer;
}

/** Answers a request that the HTTP parser refuses (RFC 9110, section 15.5), and closes the connection. */
export function respondToBrokenRequest(error: BrokenRequest, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code] = failureOf(error);
  const body = JSON.stringify({ error: code });
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function failureOf({ code = '', rawPacket }: BrokenRequest): readonly [status: string, code: string] {
  const lineEnd = rawPacket?.indexOf('\n') ?? 0;
  const lineLength = lineEnd === -1 ? (rawPacket?.length ?? 0) : lineEnd;
  if (code === 'HPE_HEADER_OVERFLOW' && lineLength > longestRequestLine)
    return ['414 URI Too Long', 'uri_too_long'];
  return failures[code] ?? ['400 Bad Request', 'bad_request'];
}
