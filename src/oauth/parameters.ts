import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { urlencoded } from 'express';
import { PayloadTooLarge } from '../base/errors.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import { isPercentEncoded } from '../web/percent-encoding.ts';
import { parseQuery } from '../web/request.ts';

/** The parameters of a token service request: each name once, empty values left out. */
export type Parameters = ReadonlyMap<string, string>;

type FormRequest = IncomingMessage & { body?: unknown };
type Handled = globalThis.Parameters<typeof parseForm>;

const parseForm = urlencoded({ extended: false, limit: 64 * 1024, parameterLimit: 100, verify: checkForm });

/**
 * Query and form parameters merged, the form wins. Other bodies (JSON, multipart, none) are not read and are no
 * error by themselves. An empty value counts as absent, a repeated parameter is refused (RFC 6749, section 3.2), and so
 * is what is not percent-encoded text (appendix B) or holds the character that no database text can hold.
 */
export async function readParameters(request: FormRequest, response: ServerResponse): Promise<Parameters> {
  const form = await readForm(request, response);
  return new Map([...single(queryEntries(request.url ?? '')), ...form]);
}

/** The form parameters alone, where a secret has no place in the query. */
export async function readForm(request: FormRequest, response: ServerResponse): Promise<Parameters> {
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown) => (error ? reject(formError(error)) : resolve());
    parseForm(request as Handled[0], response as Handled[1], done);
  });
  const form = (request.body ?? {}) as Readonly<Record<string, string | string[]>>;
  return new Map(single(Object.entries(form)));
}

/** @throws OAuthError `invalid_request` when it is missing */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', { description: `${name} is required.` });
  return value;
}

/** Thrown before the form is parsed, which would put other characters in place of what it cannot decode. */
function checkForm(_request: unknown, _response: unknown, bytes: Buffer): void {
  if (!isUtf8(bytes) || !isPercentEncoded(bytes.toString())) throw new Error('not percent-encoded UTF-8');
}

function queryEntries(url: string): [string, string[]][] {
  if (!isPercentEncoded(url))
    throw new OAuthError('invalid_request', { description: 'The query is not percent-encoded properly.' });
  const query = parseQuery(url);
  return [...new Set(query.keys())].map((name) => [name, query.getAll(name)]);
}

function single(entries: readonly [string, string | readonly string[]][]): [string, string][] {
  return entries.flatMap(([name, given]): [string, string][] => {
    const values = typeof given === 'string' ? [given] : given;
    if (values.length > 1) {
      throw new OAuthError('invalid_request', {
        description: `The parameter ${name} is given more than once.`,
      });
    }
    const value = values[0] ?? '';
    refuseNull(name + value);
    return value === '' ? [] : [[name, value]];
  });
}

/** RFC 6749, appendix A: values are visible characters. @throws OAuthError `invalid_request` */
export function refuseNull(text: string): void {
  if (!text.includes('\0')) return;
  throw new OAuthError('invalid_request', { description: 'A parameter holds a null character.' });
}

function formError(error: unknown): Error {
  const { type } = error as { type?: string };
  if (type === 'entity.too.large')
    return new PayloadTooLarge('invalid_request', { description: 'The form is too large.' });
  return new OAuthError('invalid_request', { description: 'The form could not be read.', cause: error });
}
