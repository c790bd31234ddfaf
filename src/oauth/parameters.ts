import type { ServerResponse } from 'node:http';
import { BadRequest, PayloadTooLarge } from '../base/errors.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import { type BodyRequest, formLimit, isForm, parseForm, readBytes } from '../web/body.ts';
import { isPercentEncoded } from '../web/percent-encoding.ts';
import { parseQuery } from '../web/request.ts';

/** The parameters of a token service request: each name once, empty values left out. */
export type Parameters = ReadonlyMap<string, string>;

/** The most parameters that a form may have. */
const mostParameters = 100;

/**
 * Query and form parameters merged, the form wins. Other bodies (JSON, multipart, none) are not read and are no
 * error by themselves. An empty value counts as absent, a repeated parameter is refused (RFC 6749, section 3.2), and so
 * is what is not percent-encoded text (appendix B) or holds the character that no database text can hold.
 */
export async function readParameters(request: BodyRequest, response: ServerResponse): Promise<Parameters> {
  const form = await readForm(request, response);
  return new Map([...single(queryEntries(request.url ?? '')), ...form]);
}

/** The form parameters alone, where a secret has no place in the query. */
export async function readForm(request: BodyRequest, response: ServerResponse): Promise<Parameters> {
  if (!isForm(request)) return new Map();
  const form = await parametersOfBody(request, response).catch((error: unknown) => {
    throw formError(error);
  });
  return new Map(single(namesAndValues(form)));
}

async function parametersOfBody(request: BodyRequest, response: ServerResponse): Promise<URLSearchParams> {
  if (/;\s*charset\s*=(?!\s*"?utf-8)/i.test(request.headers['content-type'] ?? ''))
    throw new BadRequest('bad_request', { description: 'The form is not UTF-8.' });
  const form = parseForm(await readBytes(request, response, formLimit));
  if (form.size > mostParameters)
    throw new BadRequest('bad_request', { description: 'Too many parameters.' });
  return form;
}

/** @throws OAuthError `invalid_request` when it is missing */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', { description: `${name} is required.` });
  return value;
}

function queryEntries(url: string): [string, string[]][] {
  if (!isPercentEncoded(url))
    throw new OAuthError('invalid_request', { description: 'The query is not percent-encoded properly.' });
  return namesAndValues(parseQuery(url));
}

function namesAndValues(parameters: URLSearchParams): [string, string[]][] {
  return [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]);
}

function single(entries: readonly [string, readonly string[]][]): [string, string][] {
  return entries.flatMap(([name, values]): [string, string][] => {
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
  if (error instanceof PayloadTooLarge)
    return new PayloadTooLarge('invalid_request', { description: 'The form is too large.' });
  return new OAuthError('invalid_request', { description: 'The form could not be read.', cause: error });
}
