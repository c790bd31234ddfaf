import type { RequestListener } from 'node:http';
import { availableParallelism } from 'node:os';
import type { Express } from 'express';
import type { Document } from 'openapi-backend';
import openapi from '../generated/openapi.json' with { type: 'json' };
import { routes } from '../generated/routes.ts';
import { createHandler, Refusal } from '../generated/server.ts';
import type { Services } from '../generated/services.ts';
import { createAuthenticate } from './access/authenticate.ts';
import { createAuthorize } from './access/authorize.ts';
import { type Backend, createBackend } from './api/backend.ts';
import type { CallContext } from './api/call-context.ts';
import { type ApiDependencies, createApi } from './api/pipeline.ts';
import { bodyShapesOf, callLimits, closableOperations, uploadChecksOf } from './api/prepared-contract.ts';
import { createRefusalRecorder } from './api/refused-calls.ts';
import { createScimHandler, scimRoot } from './api/scim/handler.ts';
import { createLeakCheck } from './authentication/passwords/leaked.ts';
import { createPasswordRules } from './authentication/passwords/rules.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { type Config, channelsOf } from './base/config.ts';
import type { Logger } from './base/log.ts';
import { setServiceIdentity } from './base/service.ts';
import { packageVersion } from './base/version.ts';
import { accessTokenAlgorithms, createJwtVerifier, type JwtVerifier, verifierByType } from './crypto/jwt.ts';
import { type Bcrypt, createPasswords, longestHashingQueue } from './crypto/passwords.ts';
import { createSealing } from './crypto/sealing.ts';
import { createVerifiedTokenCache } from './crypto/verified-token-cache.ts';
import type { DatabaseHandle } from './db/connection.ts';
import { migrationStatus } from './db/migrate.ts';
import { readLegalTexts } from './i18n/legal-texts.ts';
import { cleanupJob } from './jobs/cleanup.ts';
import { createJobRunner, type JobRunner, joinRunners } from './jobs/runner.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { accessTokenType } from './oauth/jwt-access-tokens.ts';
import { createLogoutSender } from './oauth/logout/backchannel.ts';
import { createClientLog } from './organizations/client-log/client-log.ts';
import { createTxtResolver, type ResolveTxt } from './organizations/dns/txt-records.ts';
import { disableFailingWebhook } from './organizations/webhooks/disabling.ts';
import { createDeliveries, type Deliveries } from './outbox/deliveries.ts';
import type { SendLogout } from './outbox/logout.ts';
import { createMessageQueue } from './outbox/message-queue.ts';
import type { Channel } from './outbox/queries.ts';
import { createSenders, type Senders } from './outbox/senders.ts';
import { createWebhookDeliveries, surplusJob } from './outbox/webhook-deliveries.ts';
import { eraseDueAccounts, erasureJob } from './privacy/deletion/job.ts';
import { createExports } from './privacy/exports/job.ts';
import { countAttempts } from './rate-limits/attempts.ts';
import { createCallCounter } from './rate-limits/call-counter.ts';
import { createServices } from './services.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { mountSite } from './site.ts';
import { withServiceClaimNames } from './tokens/access-claims.ts';
import { createDpop, type Dpop } from './tokens/dpop/dpop.ts';
import { createKeyRing, type KeyRing } from './tokens/key-ring.ts';
import { readServiceLook } from './ui/service-look.ts';
import { createUploadChecks } from './users/avatars/labels.ts';
import type { EndpointTable } from './web/endpoints.ts';
import { createFront } from './web/front.ts';
import { healthz, type ReadinessChecks, readyz, version } from './web/health.ts';
import type { ServiceResponse } from './web/respond.ts';
import type { Route } from './web/route.ts';
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
  readonly inspect?: (backend: Backend, route: Route, response: ServiceResponse) => void;
}

/** Background work that a request may trigger. */
export type TriggeredJob = Channel | 'exports';

export interface OtherProcess {
  wake(job: TriggeredJob): void;
}

export interface App {
  readonly metrics: Metrics;
  /** Answers every request. */
  readonly web: RequestListener;
  /** The Express application with the pages. */
  readonly pages: Express;
  /** The endpoints that are served without Express, by path. */
  readonly endpoints: EndpointTable;
  /** Signals to the background work of this process that there may be something to do. */
  wake(job: TriggeredJob): void;
  /** Sends queued messages. */
  readonly deliveries: Deliveries;
  /** Sends events to webhooks. */
  readonly webhooks: JobRunner;
  /** Creates the archives of users who export their data. */
  readonly exports: JobRunner;
  /** Erases the accounts whose grace period is over. @returns the number of erased accounts */
  eraseAccounts(now: Date): Promise<number>;
  /** Cleanup, account erasure and other periodic jobs, each on one server at a time. */
  readonly periodicJobs: JobRunner;
  /** Stops background work and closes connections to other servers. The caller closes the database. */
  close(): Promise<void>;
}

/** The composition root: builds everything and returns an application that answers requests. */
export async function createApp(deps: AppDependencies): Promise<App> {
  const { config, database, log, publicUrl, clock = systemClock } = deps;
  const { db, background: jobsDb } = database;
  setServiceIdentity(config.service);
  const sealing = createSealing(deps.encryptionKeys);
  const keyRing = createKeyRing({ db: database.probe, sealing, clock });
  const senders = deps.senders ?? createSenders(config, clock, log);
  const passwords = createPasswords({
    ...hashingOf(config),
    ...(deps.bcrypt && { bcrypt: deps.bcrypt }),
  });
  const metrics = createMetrics({
    db,
    clock,
    connections: database.connections,
    hashing: passwords.state,
    readsDatabase: !deps.jobsElsewhere,
  });
  const { countGrant, countRun: onRun } = metrics;
  const sendLogout = logoutSender(deps, clock, keyRing);
  const deliveries = createDeliveries({ db: jobsDb, clock, sealing, senders, sendLogout, log, onRun });
  const messages = createMessageQueue({
    sealing,
    clock,
    log,
    hourlySms: config.hourlySms,
    smsPrefixes: config.smsPrefixes,
    channels: channelsOf(config),
    wake: (channel) => wake(channel),
  });
  const { minimumLength, leakService } = config.passwords;
  const passwordRules = createPasswordRules(minimumLength, createLeakCheck(leakService, log));
  const backend = await createBackend(openapi as unknown as Document);
  const { listAlgorithms } = keyRing;
  const { resolveTxt = createTxtResolver() } = deps;
  const foundations = { config, publicUrl, db, clock, sealing, passwords, passwordRules, messages, log };
  const { webhookAddresses } = config;
  const services = createServices({ ...foundations, listAlgorithms, resolveTxt, webhookAddresses });
  const jwtVerifier = createAccessTokenVerifier(config.tokenIssuer, publicUrl, clock, keyRing);
  const sessions = createSessions(db, config.sessions, { messages });
  const dpop = createDpop({ db, clock, sealing, publicUrl, dpopNonce: config.dpopNonce });
  const protocol = { keyRing, jwtVerifier, dpop };
  const api = apiDependencies(deps, { services, backend, clock, sessions, metrics, ...protocol });

  const pages = createWeb();
  const { queueMail, queueSms } = messages;
  const exports = createExports({ db: jobsDb, clock, sealing, publicUrl, queueMail, log, onRun });
  const wakeHere = (job: TriggeredJob) => (job === 'exports' ? exports.wake() : deliveries.wake(job));
  const wake = deps.jobsElsewhere?.wake ?? wakeHere;
  const wakeExports = () => wake('exports');
  const legalTexts = await readLegalTexts(config.legalFiles);
  const look = await readServiceLook(config.service);
  const { countCall } = api;
  const keys = { ...protocol, authenticate: api.authenticate, countGrant };
  const people = { sessions, legalTexts, look, senders, countCall, wakeExports };
  const { authorize } = api;
  const tokenService = mountSite(pages, {
    ...foundations,
    ...keys,
    ...people,
    database,
    authorize,
    resolveTxt,
  });
  closeWeb(pages, log);
  const endpoints = { ...operationEndpoints(deps, keyRing), ...tokenService };
  const { recordRefused } = createClientLog(db);
  const inviting = { db, clock, publicUrl, queueMail, queueSms, log };
  const scim = await createScimHandler({ ...inviting, recordRefused, api });
  const web = createFront({
    log,
    publicUrl,
    proxies: proxiesOf(pages, config.trustedProxies),
    endpoints,
    apis: { [api.root]: createApi(api), [scimRoot]: scim },
    pages,
    onCompleted: metrics.countRequest,
  });
  const disabling = { db: jobsDb, messages, publicUrl, log };
  const webhooks = createWebhookDeliveries({
    db: jobsDb,
    clock,
    sealing,
    log,
    onRun,
    addresses: webhookAddresses,
    disable: (webhookId, reason, now) => disableFailingWebhook(disabling, { webhookId, reason }, now),
  });
  const erasure = { db: jobsDb, messages, publicUrl, log };
  const eraseAccounts = (now: Date) => eraseDueAccounts(erasure, now);
  const periodicJobs = joinRunners([
    createJobRunner(
      { clock, log, onRun },
      cleanupJob({ db: jobsDb, log, onDeleted: metrics.countDeletedRows }),
    ),
    createJobRunner({ clock, log, onRun }, erasureJob(erasure)),
    createJobRunner({ clock, log, onRun }, surplusJob({ db: jobsDb })),
  ]);
  const background = { exports, webhooks, deliveries, periodicJobs, senders };
  return {
    web,
    pages,
    endpoints,
    metrics,
    deliveries,
    wake: wakeHere,
    webhooks,
    exports,
    eraseAccounts,
    periodicJobs,
    ...closeInOrderOf(background),
  };
}

/** All processes of a server together hash at most as many passwords at once as there are cores. */
function hashingOf({ passwords: { cost }, workers }: Config) {
  const concurrency = Math.max(1, Math.floor(availableParallelism() / workers));
  return { cost, concurrency, maxQueue: Math.ceil(longestHashingQueue / workers) };
}

/** Tells clients about ended sessions (back-channel logout). */
function logoutSender(
  { config, database: { background: db }, publicUrl }: AppDependencies,
  clock: Clock,
  { sign: signJwt }: KeyRing,
): SendLogout {
  const idTokenIssuer = config.idTokenIssuer ?? publicUrl;
  return createLogoutSender({
    db,
    clock,
    idTokenIssuer,
    signJwt,
    addresses: config.logoutAddresses,
    recordRefused: createClientLog(db).recordRefused,
  });
}

/** Accepts this service's traditional JWTs and those of RFC 9068, whose issuer is the one in the metadata. */
function createAccessTokenVerifier(
  issuer: string,
  publicUrl: string,
  clock: Clock,
  { findKey }: KeyRing,
): JwtVerifier {
  const settings = { algorithms: accessTokenAlgorithms, clock, findKey };
  const byStandard = withServiceClaimNames(
    createJwtVerifier({ ...settings, issuer: publicUrl, type: accessTokenType }),
  );
  return verifierByType(accessTokenType, byStandard, createJwtVerifier({ ...settings, issuer }));
}

interface ApiFoundations {
  readonly services: Services<CallContext>;
  readonly backend: Backend;
  readonly keyRing: KeyRing;
  readonly jwtVerifier: JwtVerifier;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly dpop: Dpop;
  readonly metrics: Metrics;
}

/** The dependencies of the API's pipeline, with its access check. */
function apiDependencies(
  { config, database: { db }, publicUrl, log, inspect }: AppDependencies,
  { services, backend, keyRing, jwtVerifier, sessions, clock, dpop, metrics }: ApiFoundations,
): ApiDependencies {
  const cache = createVerifiedTokenCache({
    verifier: jwtVerifier,
    clock,
    onLookup: metrics.countTokenLookup,
  });
  keyRing.onWithdrawn(() => cache.dropWhere(() => true));
  return {
    root: '/api',
    routes,
    adapt: (steps) => createHandler(services, steps),
    Refusal,
    log,
    bodyShapes: bodyShapesOf(backend.document),
    uploadChecks: uploadChecksOf(createUploadChecks(db)),
    backend,
    publicUrl,
    secretsInQuery: config.secretsInQuery,
    dpop,
    authenticate: createAuthenticate({
      db,
      clock,
      sessions,
      dpop,
      ownAudiences: ownAudiences(config, publicUrl),
      async verifyJwt(token) {
        await keyRing.refresh();
        return cache.verify(token);
      },
    }),
    authorize: createAuthorize(db, closedOperations(config)),
    async countContactLookup(network) {
      await countAttempts(db, clock.now(), [['contactLookups', network]]);
    },
    callLimits: callLimits(),
    countCall: createCallCounter(db, clock),
    recordRefusal: createRefusalRecorder(db, clock),
    ...(inspect && { inspect }),
  };
}

/** The audiences that stand for this server; undefined when audiences are not checked. */
function ownAudiences({ foreignAudiences, tokenIssuer }: Config, publicUrl: string): string[] | undefined {
  return foreignAudiences === 'refuse' ? [publicUrl, `${publicUrl}/api`, tokenIssuer] : undefined;
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

interface Background {
  readonly exports: JobRunner;
  readonly webhooks: JobRunner;
  readonly periodicJobs: JobRunner;
  readonly deliveries: Deliveries;
  readonly senders: Senders;
}

/** Exports and webhooks close first, since they may still queue mails. */
function closeInOrderOf({
  exports,
  webhooks,
  periodicJobs,
  deliveries,
  senders,
}: Background): Pick<App, 'close'> {
  return {
    async close() {
      await exports.close();
      await webhooks.close();
      await periodicJobs.close();
      await deliveries.close();
      senders.close();
    },
  };
}

/** The operations that are closed by the settings. */
function closedOperations({ userCreation }: Config): ReadonlySet<string> {
  return userCreation === 'closed' ? closableOperations() : new Set();
}

async function checkMigrations(database: DatabaseHandle): Promise<void> {
  const { pending } = await migrationStatus(database.probe);
  if (pending.length > 0) throw new Error(`pending migrations: ${pending.join(', ')}`);
}
