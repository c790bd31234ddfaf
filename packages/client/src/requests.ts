import { InvalidResponse, OAuthError } from './errors.ts';

/** A received object, with the names of the specification. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws OAuthError for an error of RFC 6749, section 5.2; InvalidResponse if the response is not a JSON object */
export async function readObject(response: Response): Promise<JsonObject> {
  const body = await objectOf(response);
  if (response.ok && body) return body;
  throw errorOf(response, body);
}

/** @throws as `readObject`; the body of a successful response is not read */
export async function expectSuccess(response: Response): Promise<void> {
  if (!response.ok) throw errorOf(response, await objectOf(response));
}

async function objectOf(response: Response): Promise<JsonObject | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? { ...body } : undefined;
}

function errorOf({ status, url }: Response, body: JsonObject = {}): Error {
  const { error, error_description: description } = body;
  if (typeof error === 'string') return new OAuthError(error, textOf(description), status);
  return new InvalidResponse('malformed', `${url} responded with status ${status} and nothing readable`);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
