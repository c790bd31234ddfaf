import http, { type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { memberOf } from '../base/failure.ts';
import { isUrl } from '../base/is-url.ts';
import { inCallSpan } from '../traces/spans.ts';
import { createPublicLookup, isPublicAddress } from './public-address.ts';

/** A request from this server to another server. */
export interface Outgoing {
  readonly method?: 'GET' | 'POST';
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** The time limit for the whole request, in milliseconds. */
  readonly timeout: number;
  /** The maximum size of the response. */
  readonly maxBytes: number;
}

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

/** Another server gave no usable response. Holds only a code, since messages may quote an address or a key. */
export class UnusableReply extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'NoUsableReply';
    this.reason = reason;
  }
}

/**
 * Sends a request to a server from the settings and returns its response, whatever the status. Does not follow
 * redirects.
 * @throws UnusableReply
 */
export function exchange(url: URL, outgoing: Outgoing): Promise<Reply> {
  return sendRequest(url, outgoing);
}

/**
 * Reads the content at an address of another server. The address must use HTTPS on its standard port and be
 * public, which is checked when connecting, unless its origin is `trusted`.
 * @throws UnusableReply
 */
export async function fetchPublic(address: string, trusted: string, outgoing: Outgoing): Promise<Buffer> {
  if (!isUrl(address)) throw new UnusableReply('ADDRESS_REFUSED');
  const url = new URL(address);
  const isTrusted = url.origin === trusted;
  if (!isTrusted) refuseUnlessPublic(url);
  const { status, body } = await sendRequest(url, outgoing, isTrusted ? undefined : publicLookup);
  if (status !== 200) throw new UnusableReply(`status ${status}`);
  return body;
}

/**
 * Sends a request to an address of another server, by the rules of `fetchPublic`. Only the status of the
 * answer is read; then the connection is closed.
 * @param isTrusted whether the settings name its origin
 * @returns the status, also of a redirect, which is not followed
 * @throws UnusableReply
 */
export async function sendPublic(
  url: URL,
  isTrusted: boolean,
  outgoing: Omit<Outgoing, 'maxBytes'>,
): Promise<number> {
  if (!isTrusted) refuseUnlessPublic(url);
  return responseOf(url, outgoing, isTrusted ? undefined : publicLookup, async (response) => {
    response.destroy();
    return response.statusCode ?? 0;
  });
}

const publicLookup = createPublicLookup();

/**
 * Whether an address may be public, as far as can be seen without a lookup; host names are checked when they
 * are looked up.
 */
export function mayBePublic({ protocol, port, username, password, hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  return isPlain && (isIP(host) === 0 || isPublicAddress(host));
}

function refuseUnlessPublic(url: URL): void {
  if (!mayBePublic(url)) throw new UnusableReply('ADDRESS_REFUSED');
}

function sendRequest(url: URL, outgoing: Outgoing, lookup?: LookupFunction): Promise<Reply> {
  return responseOf(url, outgoing, lookup, async (response) => ({
    status: response.statusCode ?? 0,
    body: await readAll(response, outgoing.maxBytes),
  }));
}

async function responseOf<Result>(
  url: URL,
  outgoing: Omit<Outgoing, 'maxBytes'>,
  lookup: LookupFunction | undefined,
  read: (response: IncomingMessage) => Promise<Result>,
): Promise<Result> {
  const signal = AbortSignal.timeout(outgoing.timeout);
  try {
    const connection = { signal, agent: false, ...(lookup && { lookup }) };
    return await inCallSpan('http', url.hostname, async () => read(await send(url, outgoing, connection)));
  } catch (error) {
    if (error instanceof UnusableReply) throw error;
    if (signal.aborted) throw new UnusableReply('TIMEOUT');
    throw new UnusableReply(String(memberOf(error, 'code') ?? memberOf(error, 'name')));
  }
}

/** Opens a new connection for each request, so that none is reused that was made under other rules. */
function send(
  url: URL,
  outgoing: Omit<Outgoing, 'maxBytes'>,
  connection: RequestOptions,
): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, body } = outgoing;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, ...connection }, resolve);
    call.on('error', reject);
    call.end(body);
  });
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) throw new UnusableReply('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
