import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, createApp, type OtherProcess } from './app.ts';
import type { Config } from './base/config.ts';
import type { Logger } from './base/log.ts';
import type { DatabaseHandle } from './db/connection.ts';
import { guardDemoData } from './demo/demo-guard.ts';
import { metricsListener } from './metrics/endpoint.ts';
import {
  encryptionKeysOf,
  openServedDatabase,
  type PreparedDatabase,
  prepareDatabase,
} from './preparation.ts';
import { expressMessages } from './web/express-messages.ts';
import { type HttpServer, listen } from './web/http-server.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: DatabaseHandle;
  readonly encryptionKeys: readonly Buffer[];
  /** Reports as not ready but still answers; resolves when the drain time is over. */
  drain(): Promise<void>;
  /**
   * Takes no new requests, lets those in flight finish and closes the database. Calling it twice is harmless.
   * @throws Error when that takes longer than the settings allow
   */
  end(): Promise<void>;
  /** Drains, then ends. @throws Error like `end` */
  close(): Promise<void>;
}

/**
 * Opens the database, migrates its schema and listens. No request is answered before everything is ready.
 * @param stopping aborts the start
 * @throws Error with a message for the operator when the server cannot start
 */
export async function startServer(
  config: Config,
  log: Logger,
  stopping: AbortSignal = new AbortController().signal,
): Promise<RunningServer> {
  return listenOn(config, log, await prepareDatabase(config, log, stopping), stopping);
}

/**
 * Starts one of several processes behind one port, on a prepared database.
 * @param jobsElsewhere the process that does the background work; undefined: this one
 * @throws Error like `startServer`
 */
export async function startWorkerServer(
  config: Config,
  log: Logger,
  jobsElsewhere: OtherProcess | undefined,
): Promise<RunningServer & { readonly app: App }> {
  const encryptionKeys = await encryptionKeysOf(config);
  const database = await openServedDatabase(config, log);
  const never = new AbortController().signal;
  return listenOn(config, log, { database, encryptionKeys }, never, { jobsElsewhere });
}

/** Set for one of several processes: where background work is done. Another process then shows the metrics. */
interface WorkerPart {
  readonly jobsElsewhere: OtherProcess | undefined;
}

async function listenOn(
  config: Config,
  log: Logger,
  { database, encryptionKeys }: PreparedDatabase,
  stopping: AbortSignal,
  part?: WorkerPart,
): Promise<RunningServer & { readonly app: App }> {
  const traces = await openTraces(config, log);
  try {
    // The system may choose the port, and links contain it, so the application is built once it is known.
    let listener: RequestListener = (_request, response) =>
      void response.writeHead(503, { 'Retry-After': '1' }).end();
    const messages = expressMessages();
    const server = await listen(await listenSettings(config), messages, (request, response) =>
      listener(request, response),
    );
    const app = await createApp({
      config,
      encryptionKeys,
      publicUrl: config.publicUrl ?? server.url,
      database,
      log,
      readiness: { stopping: async () => requireRunning(server) },
      jobsElsewhere: part?.jobsElsewhere,
    });
    messages.adopt(app.pages);
    listener = guardDemoData(config, log, app.web);
    const monitoring = part ? undefined : await showMetrics(config, log, app);
    if (!part?.jobsElsewhere) startJobs(app);
    const servers = [server, ...(monitoring ? [monitoring] : [])];
    const running = stoppable(config, servers, [app, database, ...(traces ? [traces] : [])]);
    if (stopping.aborted) await running.end();
    stopping.throwIfAborted();
    return { url: server.url, database, encryptionKeys, app, ...running };
  } catch (error) {
    await database.close();
    await traces?.close();
    throw error;
  }
}

/** Loads the tracing library only if traces are sent. */
async function openTraces({ traces }: Config, log: Logger): Promise<Closable | undefined> {
  return traces && (await import('./traces/tracing.ts')).startTracing(traces, log);
}

async function showMetrics(
  { metricsAddress }: Config,
  log: Logger,
  { metrics }: App,
): Promise<HttpServer | undefined> {
  if (!metricsAddress) return undefined;
  const monitoring = await listen(metricsAddress, expressMessages(), metricsListener(metrics, log));
  log.info({ url: `${monitoring.url}/metrics` }, 'metrics');
  return monitoring;
}

function startJobs({ deliveries, webhooks, exports, periodicJobs }: App): void {
  deliveries.start();
  webhooks.start();
  exports.start();
  periodicJobs.start();
}

function requireRunning(server: HttpServer): void {
  if (server.isStopping()) throw new Error('the server is stopping');
}

async function listenSettings({ listen: { host, port, tls } }: Config) {
  if (!tls) return { host, port };
  return { host, port, tls: { cert: await readFile(tls.certificate), key: await readFile(tls.key) } };
}

/** How long requests in flight may take to finish; less if the limit for stopping is shorter. */
const graceMs = 10_000;

interface Closable {
  close(): Promise<void>;
}

/** The two steps of stopping. Each happens once. */
function stoppable(
  { stop: { drainSeconds, limitSeconds } }: Config,
  servers: readonly HttpServer[],
  parts: readonly Closable[],
): Pick<RunningServer, 'drain' | 'end' | 'close'> {
  const limitMs = limitSeconds * 1000;
  const drain = once(() => {
    for (const server of servers) server.turnAway();
    return sleep(drainSeconds * 1000);
  });
  const end = once(async () => {
    const tooLate = new AbortController();
    const ending = closeInOrder(
      servers.map((server) => server.close(Math.min(graceMs, limitMs))),
      parts,
    );
    await Promise.race([ending, refuseAfter(limitMs, tooLate.signal)]).finally(() => tooLate.abort());
  });
  return { drain, end, close: () => drain().then(end) };
}

async function closeInOrder(first: readonly Promise<void>[], parts: readonly Closable[]): Promise<void> {
  await Promise.all(first);
  for (const part of parts) await part.close();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

async function refuseAfter(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  if (!signal.aborted) throw new Error('the server could not stop within its time limit');
}
