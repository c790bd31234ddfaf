import type { ServerResponse } from 'node:http';
import { ApiError, Unavailable } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { isUnavailable, outageOf } from '../db/pg-errors.ts';
import type { RequestContext } from './request-context.ts';
import { nameResourceMetadata } from './resource-metadata.ts';
import { respond, type ServiceResponse } from './respond.ts';

/** Logs a failure. @returns its response */
export function failureResponse(
  { log, publicUrl }: { readonly log: Logger; readonly publicUrl: string },
  { requestId }: RequestContext,
  error: unknown,
): ServiceResponse {
  nameResourceMetadata(error, publicUrl);
  logFailure(error, log.child({ requestId }));
  return errorResponse(error);
}

/** Logs a failure and sends the error. */
export function respondWithError(response: ServerResponse, error: unknown, log: Logger): void {
  logFailure(error, log);
  if (response.headersSent) return void response.destroy();
  respond(response, errorResponse(error));
}

/**
 * Converts any failure into a response: `{"error": "<code>", "error_description"?}`. An unexpected failure is a 500
 * without details; the log has them under the request id.
 */
export function errorResponse(error: unknown): ServiceResponse {
  const { status, headers, code, description } = toApiError(error);
  return {
    status,
    headers,
    body: { error: code, ...(description !== undefined && { error_description: description }) },
  };
}

/** Converts any thrown value into the error that the client gets. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isUnavailable(error)) return new Unavailable('temporarily_unavailable', { cause: error }, 2);
  return new ApiError(500, 'internal_server_error', { cause: error });
}

/** Logs a fault with its stack. Refusals and overload are logged in one line, because there may be many. */
export function logFailure(error: unknown, log: Logger): void {
  const refusal = toApiError(error);
  const { code, detail } = refusal;
  if (refusal instanceof Unavailable && refusal.cause === undefined) {
    log.warn({ refusal: code, detail }, 'busy');
  } else if (refusal.status >= 500) {
    log.error({ err: error, refusal: code, outage: outageOf(error) }, 'request failed');
  } else if (detail) log.info({ refusal: code, detail }, 'request refused');
}
