import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadRequest, PayloadTooLarge } from '../base/errors.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import { formLimit, isForm, parseForm, readBytes } from '../web/body.ts';
import { isPercentEncoded } from '../web/percent-encoding.ts';
import { parseQuery } from '../web/request.ts';
import type { RequestContext } from '../web/request-context.ts';

/** The parameters of a request to the token service. Empty values count as absent. */
export interface Parameters {
  /**
   * The value of a parameter, which may occur only once (RFC 6749, section 3.2). Parameters that no endpoint reads are
   * ignored and may be repeated.
   * @throws OAuthError `invalid_request`
   */
  get(name: string): string | undefined;
  has(name: string): boolean;
  /** All values of a parameter that may be repeated, such as `resource`. */
  list(name: string): readonly string[];
  /** All parameters, in their original order. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** The maximum number of parameters in a form. */
const maximumParameters = 100;

/**
 * Reads query and form parameters; the form overrides the query. Other bodies (JSON, multipart, none) are ignored. Text
 * with invalid percent-encoding (RFC 6749, appendix B) or a null character, which the database cannot store, is
 * refused.
 */
export async function readParameters(context: RequestContext): Promise<Parameters> {
  const form = await readForm(context);
  const inQuery = queryEntries(context.request.url ?? '');
  if (inQuery.length === 0) return form;
  const posted = new Set(form.pairs.map(([name]) => name));
  return toParameters([...inQuery.filter(([name]) => !posted.has(name)), ...form.pairs]);
}

/** Reads form parameters only, for endpoints that do not accept secrets in the query. */
export async function readForm({ request, response }: RequestContext): Promise<Parameters> {
  if (!isForm(request)) return noParameters;
  return toParameters(await pairsOfBody(request, response));
}

async function pairsOfBody(request: IncomingMessage, response: ServerResponse): Promise<Pairs> {
  try {
    return formPairs(request, await readBytes(request, response, formLimit));
  } catch (error) {
    throw formError(error);
  }
}

function formPairs({ headers }: IncomingMessage, bytes: Buffer): Pairs {
  if (/;\s*charset\s*=(?!\s*"?utf-8)/i.test(headers['content-type'] ?? ''))
    throw new BadRequest('bad_request', { description: 'The form is not UTF-8.' });
  const pairs = [...parseForm(bytes)];
  if (pairs.length > maximumParameters)
    throw new BadRequest('bad_request', { description: 'Too many parameters.' });
  return pairs;
}

/** @throws OAuthError `invalid_request` when it is missing */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', { description: `${name} is required.` });
  return value;
}

type Pairs = Parameters['pairs'];

function queryEntries(url: string): Pairs {
  if (!url.includes('?')) return [];
  if (!isPercentEncoded(url))
    throw new OAuthError('invalid_request', { description: 'The query is not percent-encoded properly.' });
  return [...parseQuery(url)];
}

const none: readonly string[] = [];

function toParameters(pairs: Pairs): Parameters {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    refuseNull(name);
    refuseNull(value);
    const others = values.get(name);
    if (others) others.push(value);
    else values.set(name, [value]);
  }
  const all = (name: string) => values.get(name) ?? none;
  return {
    get(name) {
      const [value, another] = all(name);
      if (another === undefined) return value || undefined;
      const description = `The parameter ${name} is given more than once.`;
      throw new OAuthError('invalid_request', { description });
    },
    has: (name) => all(name).some(Boolean),
    list: (name) => all(name).filter(Boolean),
    pairs,
  };
}

export const noParameters: Parameters = toParameters([]);

/** RFC 6749, appendix A: values consist of visible characters. @throws OAuthError `invalid_request` */
export function refuseNull(text: string): void {
  if (!text.includes('\0')) return;
  throw new OAuthError('invalid_request', { description: 'A parameter contains a NUL character.' });
}

function formError(error: unknown): Error {
  if (error instanceof PayloadTooLarge)
    return new PayloadTooLarge('invalid_request', { description: 'The form is too large.' });
  return new OAuthError('invalid_request', { description: 'The form could not be read.', cause: error });
}
