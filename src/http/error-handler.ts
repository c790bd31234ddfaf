import type { ServerResponse } from 'node:http';
import { isUnavailable } from '../db/pg-errors.ts';
import { ApiError, Unavailable } from '../errors.ts';
import type { Logger } from '../log.ts';
import { respond, type ServiceResponse } from './respond.ts';

/** Logs a failure and answers it. */
export function respondWithError(response: ServerResponse, error: unknown, log: Logger): void {
  logFailure(toApiError(error), error, log);
  if (response.headersSent) return void response.destroy();
  respond(response, errorAnswer(error));
}

/**
 * The one place where failures become answers: `{"error": "<code>", "error_description"?}`.
 * A failure nobody foresaw is a 500 that says nothing; the log has the rest under the request's id.
 */
export function errorAnswer(error: unknown): ServiceResponse {
  const { status, headers, code, description } = toApiError(error);
  return {
    status,
    headers,
    body: { error: code, ...(description !== undefined && { error_description: description }) },
  };
}

/** Any thrown value as the refusal a client gets to see. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isUnavailable(error)) return new Unavailable('temporarily_unavailable', { cause: error }, 2);
  return new ApiError(500, 'internal_server_error', { cause: error });
}

function logFailure(refusal: ApiError, error: unknown, log: Logger): void {
  if (refusal.status >= 500) log.error({ err: error, refusal: refusal.code }, 'request failed');
  else if (refusal.detail) log.info({ refusal: refusal.code, detail: refusal.detail }, 'request refused');
}
