import type { ServerResponse } from 'node:http';
import { BadRequest } from '../base/errors.ts';
import { type BodyRequest, formLimit, isForm, parseForm, readBytes } from './body.ts';
import { parseJson } from './json.ts';
import { readMultipart, type UploadedFile } from './multipart.ts';

/** The submitted form or JSON of a page or an old client. */
export interface Submission {
  /** JSON callers get JSON; forms get pages. Determined by the content type, never by the user agent. */
  readonly kind: 'form' | 'json';
  /** Text values by name; other values are left out. */
  readonly values: Readonly<Record<string, string>>;
  /** All values of a name that a form may repeat, such as checkboxes. */
  all(name: string): readonly string[];
  /** The uploaded file, if any. */
  readonly file?: UploadedFile;
}

/** A code without spaces; empty when the field is empty. */
export function codeIn({ values }: Submission, field: string): string {
  return (values[field] ?? '').replace(/\s/g, '');
}

/**
 * @param limit in bytes
 * @throws BadRequest when the body is neither a form nor a JSON object in UTF-8; PayloadTooLarge beyond the limit
 */
export async function readSubmission(
  request: BodyRequest,
  response: ServerResponse,
  limit = formLimit,
): Promise<Submission> {
  const bytes = await readBytes(request, response, limit);
  return isForm(request) ? fromForm(bytes) : fromJson(bytes);
}

/**
 * Reads a form with a file in the part `file`.
 * @param limit in bytes
 * @throws as `readMultipart`
 */
export async function readFileSubmission(
  request: BodyRequest,
  response: ServerResponse,
  limit: number,
): Promise<Submission> {
  const { fields, file } = await readMultipart(request, response, limit);
  const values = Object.fromEntries(fields);
  const all = (name: string) => fields.flatMap(([each, value]) => (each === name ? [value] : []));
  return { kind: 'form', values, all, ...(file && { file }) };
}

/**
 * As in HTML, U+FFFD stands for each NUL character, which the database cannot store. So a form shows it again, and
 * each field has its own rule. Passwords stay as they are, because only their hashes are stored.
 */
export function withoutNulls(submission: Submission): Submission {
  const readable = (name: string, value: string) =>
    name.includes('password') ? value : value.replaceAll('\0', '\ufffd');
  const values = Object.entries(submission.values).map(([name, value]) => [name, readable(name, value)]);
  const all = (name: string) => submission.all(name).map((value) => readable(name, value));
  return { ...submission, values: Object.fromEntries(values), all };
}

function fromForm(bytes: Buffer): Submission {
  const form = parseForm(bytes);
  const all = grouped(form);
  return { kind: 'form', values: Object.fromEntries(form), all: (name) => all.get(name) ?? [] };
}

/** The values by name: some readers ask for every name, and a form may have thousands. */
function grouped(form: Iterable<[string, string]>): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [name, value] of form) {
    const others = all.get(name);
    if (others) others.push(value);
    else all.set(name, [value]);
  }
  return all;
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
