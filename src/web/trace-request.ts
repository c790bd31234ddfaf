import { inRequestSpan, type OpenRequest, traceIdOf } from '../traces/spans.ts';
import type { Arrival } from './arrival.ts';

/**
 * Answers a request as a part of the trace that its caller has begun, or of a new one. Of the request, the trace gets
 * the method, the template of the route and the status.
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
