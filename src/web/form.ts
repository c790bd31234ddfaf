import type { IncomingMessage, ServerResponse } from 'node:http';
import { raw } from 'express';
import { BadRequest, PayloadTooLarge } from '../base/errors.ts';
import { parseJson } from './json.ts';
import { isPercentEncoded } from './percent-encoding.ts';

/** What a page or an old client posted. */
export interface Submission {
  /** JSON callers get JSON; forms get pages. Told by the content type, never by the browser's name. */
  readonly kind: 'form' | 'json';
  /** Text values by name; what is not text is left out. */
  readonly values: Readonly<Record<string, string>>;
  /** Every value of a name that a form may repeat, such as ticked boxes. */
  all(name: string): readonly string[];
}

/** A code without the spaces that are typed or pasted; empty when the field is. */
export function codeIn({ values }: Submission, field: string): string {
  return (values[field] ?? '').replace(/\s/g, '');
}

const readBody = raw({ type: () => true, limit: 64 * 1024 });

type BodyRequest = IncomingMessage & { body?: unknown };
type Handled = Parameters<typeof readBody>;

/** @throws BadRequest when the body is neither a form nor a JSON object in UTF-8; PayloadTooLarge beyond 64 KiB */
export async function readSubmission(request: BodyRequest, response: ServerResponse): Promise<Submission> {
  await new Promise<void>((resolve, reject) => {
    readBody(request as Handled[0], response as Handled[1], (error?: unknown) =>
      error ? reject(bodyError(error)) : resolve(),
    );
  });
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return isForm(request) ? fromForm(bytes) : fromJson(bytes);
}

/** Whether a request comes from a form of a page. */
export function isForm({ headers }: IncomingMessage): boolean {
  return /^\s*application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
}

function fromForm(bytes: Buffer): Submission {
  const text = bytes.toString('utf8');
  if (!isPercentEncoded(text))
    throw new BadRequest('bad_request', { description: 'The form is not percent-encoded properly.' });
  const form = new URLSearchParams(text);
  return { kind: 'form', values: Object.fromEntries(form), all: (name) => form.getAll(name) };
}

function fromJson(bytes: Buffer): Submission {
  const members = parseObject(bytes);
  const texts = Object.entries(members).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { kind: 'json', values: Object.fromEntries(texts), all: (name) => stringsOf(members[name]) };
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  const value = parseJson(bytes);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new BadRequest('bad_request', { description: 'The body must be a JSON object.' });
}

function stringsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string');
}

function bodyError(error: unknown): Error {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return new PayloadTooLarge();
  if (status !== undefined && status < 500) return new BadRequest('bad_request', { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
