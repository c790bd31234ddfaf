import autocannon, { type Client, type Request as LoadRequest, type Result } from 'autocannon';
import { databaseProcessorTime, processorTime } from './cores.ts';
import type { Server } from './servers.ts';

/** The figures of one server in one round. */
export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The server's processor time for one request; undefined where the system does not report it. */
  readonly processorMicroseconds: number | undefined;
  /** PostgreSQL's processor time for one request, on the connections of all servers; undefined where not reported. */
  readonly databaseMicroseconds: number | undefined;
  /** The fraction of time in which the server was busy, from 0 to 1. */
  readonly busy: number | undefined;
}

export interface Load {
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  /** The database whose processor time is measured too. */
  readonly databaseName?: string;
  /** The duration in seconds, or the number of requests. */
  readonly until: { readonly duration: number } | { readonly amount: number };
}

/** Sends as many requests as the server can take. @throws Error when a response is not 2xx */
export async function measure(server: Server, load: Load): Promise<Measurement> {
  const ownTime = stopwatch(() => processorTime(server.pid));
  const databaseTime = stopwatch(() => databaseProcessorTime(load.databaseName));
  const { durations, seconds } = await send(server, load);
  const [processorMs, databaseMs] = [ownTime(), databaseTime()];
  durations.sort();
  return {
    requestsPerSecond: durations.length / seconds,
    p50Ms: durations[Math.floor(durations.length * 0.5)] ?? 0,
    p99Ms: durations[Math.floor(durations.length * 0.99)] ?? 0,
    processorMicroseconds: processorMs && (processorMs * 1000) / durations.length,
    databaseMicroseconds: databaseMs && (databaseMs * 1000) / durations.length,
    busy: processorMs && processorMs / (seconds * 1000),
  };
}

/** @returns by how much a counter has grown since */
function stopwatch(read: () => number | undefined): () => number | undefined {
  const before = read();
  return () => {
    const after = read();
    return before === undefined || after === undefined ? undefined : after - before;
  };
}

async function send(
  server: Server,
  { requests, connections, until }: Load,
): Promise<{ durations: Float64Array; seconds: number }> {
  const durations: number[] = [];
  const started = performance.now();
  const options = {
    url: server.url,
    connections,
    ...until,
    setupClient: startSomewhere([...requests]),
  };
  const { non2xx, errors, timeouts } = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on('response', (_client, _status, _bytes, duration) => durations.push(duration));
  });
  if (non2xx + errors + timeouts > 0 || durations.length === 0) {
    throw new Error(`${server.name}: ${non2xx} refusals, ${errors} errors, ${timeouts} timeouts`);
  }
  return { durations: Float64Array.from(durations), seconds: (performance.now() - started) / 1000 };
}

/** Each connection begins with a different request; otherwise all would send the same one at the same time. */
function startSomewhere(requests: LoadRequest[]): (client: Client) => void {
  let clients = 0;
  return (client) => {
    const start = (clients * 7) % requests.length;
    clients += 1;
    client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
  };
}
