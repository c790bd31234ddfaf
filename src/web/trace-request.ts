import { inRequestSpan, type OpenRequest, traceIdOf } from '../traces/spans.ts';
import type { Arrival } from './arrival.ts';

/**
 * Answers a request as part of its caller's trace, or of a new one. The trace gets the method, the route template and
 * the status of the request.
 */
export function traceRequest(arrival: Arrival, answer: () => void): void {
  const { headers } = arrival.request;
  inRequestSpan(headers, (open) => {
    if (open) arrival.response.once('close', () => endTrace(open, arrival));
    arrival.traceId = open ? open.traceId : traceIdOf(headers);
    answer();
  });
}

function endTrace(open: OpenRequest, { request, response, route, requestId, caller }: Arrival): void {
  const { method = '' } = request;
  open.end(route ? `${method} ${route}` : method, response.statusCode, {
    'http.request.method': method,
    ...(route && { 'http.route': route }),
    'iyo.request_id': requestId,
    'iyo.caller': caller,
  });
}
