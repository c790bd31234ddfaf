import type { RequestListener } from 'node:http';
import type { Logger } from '../base/log.ts';
import type { Metrics } from './metrics.ts';

/** Serves only `GET /metrics`, at an address that only monitoring can reach. */
export function metricsListener(metrics: Pick<Metrics, 'read'>, log: Logger): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.read().then(
      ({ contentType, text }) => response.writeHead(200, { 'Content-Type': contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'metrics could not be read');
        response.writeHead(503, { 'Retry-After': '10' }).end();
      },
    );
  };
}
