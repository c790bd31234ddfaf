import type { RequestListener } from 'node:http';
import { availableParallelism } from 'node:os';
import type { Express } from 'express';
import type { Document } from 'openapi-backend';
import openapi from '../generated/openapi.json' with { type: 'json' };
import { createBackend } from './api/backend.ts';
import { createApi } from './api/pipeline.ts';
import { createScimHandler, scimRoot } from './api/scim/handler.ts';
import { apiDependencies, createAccessTokenVerifier, type InspectResponse } from './api-dependencies.ts';
import { createLeakCheck } from './authentication/passwords/leaked.ts';
import { createPasswordRules } from './authentication/passwords/rules.ts';
import { type BackgroundWork, createBackgroundWork, type TriggeredJob } from './background-work.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { type Config, channelsOf } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { setServiceIdentity } from './base/service.ts';
import { packageVersion } from './base/version.ts';
import { type Bcrypt, createPasswords, longestHashingQueue } from './crypto/passwords.ts';
import { createSealing } from './crypto/sealing.ts';
import type { DatabaseHandle } from './db/connection.ts';
import { migrationStatus } from './db/migrate.ts';
import { readLegalTexts } from './i18n/legal-texts.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { createClientLog } from './organizations/client-log/client-log.ts';
import { createTxtResolver, type ResolveTxt } from './organizations/dns/txt-records.ts';
import { createMessageQueue } from './outbox/message-queue.ts';
import { createSenders, type Senders } from './outbox/senders.ts';
import { createServices } from './services.ts';
import { createSessions } from './sessions/sessions.ts';
import { mountSite } from './site.ts';
import { createDpop } from './tokens/dpop/dpop.ts';
import { createKeyRing, type KeyRing } from './tokens/key-ring.ts';
import { readServiceLook } from './ui/service-look.ts';
import type { EndpointTable } from './web/endpoints.ts';
import { createFront } from './web/front.ts';
import { healthz, type ReadinessChecks, readyz, version } from './web/health.ts';
import { closeWeb, createWeb, proxiesOf } from './web/web.ts';

/** What an application depends on. Tests replace the clock and other servers. */
export interface AppDependencies {
  readonly config: Config;
  /** 32-byte keys for sealing secrets, newest first. */
  readonly encryptionKeys: readonly Buffer[];
  /** The public base URL without trailing slash. All links are based on it, never on the Host header. */
  readonly publicUrl: string;
  readonly database: DatabaseHandle;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly senders?: Senders;
  readonly bcrypt?: Bcrypt;
  readonly resolveTxt?: ResolveTxt;
  /** Additional checks of `/readyz`, besides the database and the keys. */
  readonly readiness?: ReadinessChecks;
  /** The process that does the background work, if it is another one. Then the jobs must not be started here. */
  readonly jobsElsewhere?: OtherProcess | undefined;
  /** Called with each response of the API before it is sent. */
  readonly inspect?: InspectResponse;
}

export interface OtherProcess {
  wake(job: TriggeredJob): void;
}

/** Its background work sends, exports, erases and cleans up; the caller starts it, and wakes it for other processes. */
export interface App extends BackgroundWork {
  readonly metrics: Metrics;
  /** Answers every request. */
  readonly web: RequestListener;
  /** The Express application with the pages. */
  readonly pages: Express;
  /** The endpoints that are served without Express, by path. */
  readonly endpoints: EndpointTable;
  /** Stops background work and closes connections to other servers. The caller closes the database. */
  close(): Promise<void>;
}

/** The composition root: builds everything and returns an application that answers requests. */
export async function createApp(deps: AppDependencies): Promise<App> {
  const { config, database, log, publicUrl, inspect, clock = systemClock } = deps;
  const { resolveTxt = createTxtResolver(), senders = createSenders(config, clock, log) } = deps;
  const { db } = database;
  setServiceIdentity(config.service);
  const sealing = createSealing(deps.encryptionKeys);
  const keyRing = createKeyRing({ db: database.probe, sealing, clock });
  const passwords = createPasswords({ ...hashingOf(config), ...(deps.bcrypt && { bcrypt: deps.bcrypt }) });
  const passwordRules = createPasswordRules(
    config.passwords.minimumLength,
    createLeakCheck(config.passwords.leakService, log),
  );
  const metrics = createMetrics({
    db,
    clock,
    connections: database.connections,
    hashing: passwords.state,
    readsDatabase: !deps.jobsElsewhere,
  });
  const messages = createMessageQueue({
    sealing,
    clock,
    log,
    hourlySms: config.hourlySms,
    smsPrefixes: config.smsPrefixes,
    channels: channelsOf(config),
    wake: (channel) => wake(channel),
  });
  const background = createBackgroundWork({
    config,
    db: database.background,
    clock,
    sealing,
    publicUrl,
    log,
    keyRing,
    messages,
    senders,
    metrics,
  });
  const wake = deps.jobsElsewhere?.wake ?? background.wake;

  const foundations = { config, publicUrl, db, clock, sealing, passwords, passwordRules, messages, log };
  const services = createServices({
    ...foundations,
    listAlgorithms: keyRing.listAlgorithms,
    resolveTxt,
    webhookAddresses: config.webhookAddresses,
  });
  const tokens = {
    keyRing,
    jwtVerifier: createAccessTokenVerifier(config.tokenIssuer, publicUrl, clock, keyRing),
    dpop: createDpop({ db, clock, sealing, publicUrl, dpopNonce: config.dpopNonce }),
    sessions: createSessions(db, config.sessions, { messages }),
  };
  const backend = await createBackend(openapi as unknown as Document);
  const api = apiDependencies({ ...foundations, ...tokens, services, backend, metrics, inspect });

  const pages = createWeb();
  const tokenService = mountSite(pages, {
    ...foundations,
    ...tokens,
    database,
    senders,
    resolveTxt,
    authenticate: api.authenticate,
    authorize: api.authorize,
    countCall: api.countCall,
    countGrant: metrics.countGrant,
    wakeExports: () => wake('exports'),
    legalTexts: await readLegalTexts(config.legalFiles),
    look: await readServiceLook(config.service),
  });
  closeWeb(pages, log);
  const endpoints = { ...operationEndpoints(deps, keyRing), ...tokenService };
  const { recordRefused } = createClientLog(db);
  const { queueMail, queueSms } = messages;
  const inviting = { db, clock, publicUrl, queueMail, queueSms, log };
  const web = createFront({
    log,
    publicUrl,
    proxies: proxiesOf(pages, config.trustedProxies),
    endpoints,
    apis: {
      [api.root]: createApi(api),
      [scimRoot]: await createScimHandler({ ...inviting, recordRefused, api }),
    },
    pages,
    onCompleted: metrics.countRequest,
  });
  return {
    ...background,
    web,
    pages,
    endpoints,
    metrics,
    async close() {
      await background.close();
      senders.close();
    },
  };
}

/** All processes of a server together hash at most as many passwords at once as there are cores. */
function hashingOf({ passwords: { cost }, workers }: Config) {
  const concurrency = Math.max(1, Math.floor(availableParallelism() / workers));
  return { cost, concurrency, maxQueue: Math.ceil(longestHashingQueue / workers) };
}

/** The endpoints for operators: health, readiness, version. */
function operationEndpoints({ database, readiness }: AppDependencies, keyRing: KeyRing): EndpointTable {
  const checks = {
    database: database.ping,
    migrations: () => checkMigrations(database),
    'signing key': keyRing.checkReady,
    ...readiness,
  };
  return { '/healthz': healthz, '/readyz': readyz(checks), '/version': version(packageVersion) };
}

async function checkMigrations(database: DatabaseHandle): Promise<void> {
  const { pending } = await migrationStatus(database.probe);
  if (pending.length > 0) throw new Error(`pending migrations: ${pending.join(', ')}`);
}
