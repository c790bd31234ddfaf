import type { Kysely } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../base/clock.ts';
import type { SemaphoreState } from '../crypto/semaphore.ts';
import type { PoolState } from '../db/connection.ts';
import type { Database } from '../schema.ts';
import type { CompletedRequest } from '../web/front.ts';
import { type Counters, createCounters } from './counters.ts';
import { watchEvents } from './event-metrics.ts';
import {
  countUndeliveredEvents,
  countUnsentMessages,
  listSigningKeyFacts,
  type WaitingMessages,
} from './queries.ts';

export interface MetricsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  /** Undefined for the embedded database, which has one connection. */
  readonly connections: () => PoolState | undefined;
  readonly hashing: () => SemaphoreState;
  /**
   * Whether to include metrics from the database. When several processes add up their metrics, only one
   * includes these.
   */
  readonly readsDatabase: boolean;
}

/** The metrics for the operator's monitoring. No label has a value that users can choose. */
export interface Metrics extends Counters {
  countRequest(completed: CompletedRequest): void;
  /** All values, to add them to those of other processes. */
  metricValues(): ReturnType<Registry['getMetricsAsJSON']>;
  /** All values in Prometheus's text format, with its media type. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

type Durations = Pick<Histogram.Internal<string>, 'observe'>;

/** Routes, methods and statuses are few, so the labels of each combination are looked up once. */
function rememberDurations(
  requests: Histogram<'method' | 'route' | 'status'>,
): (method: string, route: string, status: number) => Durations {
  const known = new Map<string, Durations>();
  return (method, route, status) => {
    const key = `${status} ${method} ${route}`;
    const durations = known.get(key) ?? requests.labels({ method, route, status });
    known.set(key, durations);
    return durations;
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

export function createMetrics(deps: MetricsDependencies): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Answered requests by method, route template and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  const durationsOf = rememberDurations(requests);
  if (deps.readsDatabase) watchDatabase(deps, register);
  watchQueues(deps, register);
  watchEvents(register);
  return {
    metricValues: () => register.getMetricsAsJSON(),
    ...createCounters(register, deps.clock),
    countRequest({ method, route, status, seconds }) {
      const known = methods.has(method) ? method : 'other';
      durationsOf(known, route ?? 'none', status).observe(seconds);
    },
    read: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}

/** Read from the database at each scrape, so they are the same on all servers of one database. */
function watchDatabase(deps: MetricsDependencies, register: Registry): void {
  watchMessages(deps, register);
  watchSigningKeys(deps, register);
}

function watchSigningKeys({ db, clock }: MetricsDependencies, register: Registry): void {
  new Gauge({
    name: 'iyo_signing_key_age_seconds',
    help: 'How long the current key of an algorithm has been signing.',
    labelNames: ['algorithm'],
    registers: [register],
    async collect() {
      this.reset();
      const now = clock.now();
      for (const { algorithm, since } of await listSigningKeyFacts(db, now))
        this.set({ algorithm }, (now.getTime() - since.getTime()) / 1000);
    },
  });
}

function watchMessages({ db, clock }: MetricsDependencies, register: Registry): void {
  const ageOf = ({ oldest }: WaitingMessages) => (clock.now().getTime() - oldest.getTime()) / 1000;
  const gauge = (name: string, help: string, figure: (messages: WaitingMessages) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['channel', 'state'],
      registers: [register],
      async collect() {
        this.reset();
        for (const messages of await countUnsentMessages(db)) {
          const { channel, state } = messages;
          this.set({ channel, state }, figure(messages));
        }
      },
    });
  gauge('iyo_outbox_messages', 'Unsent messages by channel and state.', ({ count }) => count);
  const help = 'How long the oldest unsent message has waited.';
  gauge('iyo_outbox_oldest_message_age_seconds', help, ageOf);
  new Gauge({
    name: 'iyo_webhook_deliveries',
    help: 'Undelivered webhook events by state.',
    labelNames: ['state'],
    registers: [register],
    async collect() {
      this.reset();
      for (const { state, count } of await countUndeliveredEvents(db)) this.set({ state }, count);
    },
  });
}

function watchQueues({ connections, hashing }: MetricsDependencies, register: Registry): void {
  new Gauge({
    name: 'iyo_password_hashing_tasks',
    help: 'Passwords being hashed or compared, and those waiting.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const { running, waiting } = hashing();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Gauge({
    name: 'iyo_database_connections',
    help: 'Connections to PostgreSQL in use and idle, and requests waiting for one.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const state = connections();
      for (const [name, count] of Object.entries(state ?? {})) this.set({ state: name }, count);
    },
  });
}
