import { inRequestSpan, type OpenRequest, traceIdOf } from '../traces/spans.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Answers a request as part of its caller's trace, or of a new one. The trace gets the method, the route template and
 * the status of the request.
 */
export function traceRequest(context: RequestContext, handle: () => void): void {
  const { headers } = context.request;
  inRequestSpan(headers, (open) => {
    if (open) context.response.once('close', () => endTrace(open, context));
    context.traceId = open ? open.traceId : traceIdOf(headers);
    handle();
  });
}

function endTrace(open: OpenRequest, { request, response, route, requestId, caller }: RequestContext): void {
  const { method = '' } = request;
  open.end(route ? `${method} ${route}` : method, response.statusCode, {
    'http.request.method': method,
    ...(route && { 'http.route': route }),
    'iyo.request_id': requestId,
    'iyo.caller': caller,
  });
}
