import type { ServerResponse } from 'node:http';
import { isUnavailable } from '../db/pg-errors.ts';
import { ApiError, Unavailable } from '../errors.ts';
import type { Logger } from '../log.ts';
import { respond } from './respond.ts';

/**
 * The one place where failures become answers: `{"error": "<code>", "error_description"?}`.
 * A failure nobody foresaw is a 500 that says nothing; the log has the rest under the request's id.
 */
export function respondWithError(response: ServerResponse, error: unknown, log: Logger): void {
  const refusal = toApiError(error);
  logFailure(refusal, error, log);
  if (response.headersSent) return void response.destroy();
  const description = refusal.description === undefined ? {} : { error_description: refusal.description };
  respond(response, {
    status: refusal.status,
    headers: refusal.headers,
    body: { error: refusal.code, ...description },
  });
}

/** Any thrown value as the refusal a client gets to see. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isUnavailable(error)) return new Unavailable('temporarily_unavailable', { cause: error }, 2);
  return new ApiError(500, 'internal_server_error', { cause: error });
}

function logFailure(refusal: ApiError, error: unknown, log: Logger): void {
  if (refusal.status >= 500) log.error({ err: error, code: refusal.code }, 'request failed');
  else if (refusal.detail) log.info({ code: refusal.code, detail: refusal.detail }, 'request refused');
}
