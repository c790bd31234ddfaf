import { AggregatorRegistry, Gauge, Registry } from 'prom-client';
import type { Logger } from '../base/log.ts';
import { metricsListener } from '../metrics/endpoint.ts';
import { expressMessages } from '../web/express-messages.ts';
import { listen } from '../web/http-server.ts';
import type { Supervisor } from './supervisor.ts';

/** Serves the metrics of all workers added up, and metrics about the workers. @returns a function that stops serving */
export async function showWorkerMetrics(
  address: { readonly host: string; readonly port: number },
  log: Logger,
  supervisor: Pick<Supervisor, 'state' | 'metricValues'>,
): Promise<() => Promise<void>> {
  const own = registryOf(supervisor);
  const read = async () => {
    const ofAll = AggregatorRegistry.aggregate([...(await supervisor.metricValues())]);
    return { contentType: own.contentType, text: `${await ofAll.metrics()}\n${await own.metrics()}` };
  };
  const server = await listen(address, expressMessages(), metricsListener({ read }, log));
  log.info({ url: `${server.url}/metrics` }, 'metrics');
  return () => server.close(0);
}

function registryOf({ state }: Pick<Supervisor, 'state'>): Registry {
  const register = new Registry();
  const gauge = (name: string, help: string, figure: () => number) =>
    new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        this.set(figure());
      },
    });
  gauge('iyo_workers', 'Processes that answer requests.', () => state().running);
  gauge('iyo_worker_restarts', 'Workers that took the place of one that ended.', () => state().restarts);
  return register;
}
