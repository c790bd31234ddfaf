import type { Express } from 'express';
import type { Kysely } from 'kysely';
import type { Authenticate } from './access/authenticate.ts';
import type { Authorize } from './access/authorize.ts';
import { createAdminRouter } from './admin/router.ts';
import type { RelyingParty } from './authentication/passkeys/ceremonies.ts';
import type { PasswordRules } from './authentication/passwords/rules.ts';
import type { Config } from './base/config.ts';
import { isLoopback } from './base/loopback.ts';
import type { JwtVerifier } from './crypto/jwt.ts';
import type { Passwords } from './crypto/passwords.ts';
import type { DatabaseHandle } from './db/connection.ts';
import type { Counters } from './metrics/counters.ts';
import { createOAuthEndpoints, createOAuthPages } from './oauth/router.ts';
import { createClientLog } from './organizations/client-log/client-log.ts';
import type { ResolveTxt } from './organizations/dns/txt-records.ts';
import type { MessageQueue } from './outbox/message-queue.ts';
import type { Senders } from './outbox/senders.ts';
import { createAccountRouter } from './portal/account/router.ts';
import { createConsentRouter } from './portal/consent/router.ts';
import { createDeviceRouter } from './portal/device/router.ts';
import { createApiDocumentationRouter } from './portal/documentation/router.ts';
import { createLegalRouter } from './portal/legal/pages.tsx';
import { createOrganizationsRouter } from './portal/organizations/router.ts';
import { outboxPage } from './portal/outbox-page.tsx';
import { createRecoveryRouter } from './portal/recovery/router.ts';
import { createRegistrationRouter } from './portal/registration/router.ts';
import { createPagesRouter } from './portal/router.ts';
import { createSignInRouter } from './portal/sign-in/router.ts';
import type { CountCall } from './rate-limits/call-counter.ts';
import type { Database } from './schema.ts';
import type { Dpop } from './tokens/dpop/dpop.ts';
import type { KeyRing } from './tokens/key-ring.ts';
import { failurePage, pageEndpoint } from './ui/endpoint.tsx';
import type { PageDependencies } from './ui/page-request.ts';
import { providersOf } from './users/linked-accounts/providers.ts';
import type { EndpointTable } from './web/endpoints.ts';
import { redirectToPublicHost } from './web/public-host.ts';

/** What the site depends on. */
export interface SiteDependencies extends PageDependencies {
  readonly config: Config;
  readonly db: Kysely<Database>;
  readonly database: Pick<DatabaseHandle, 'db' | 'kind'>;
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly keyRing: KeyRing;
  readonly dpop: Dpop;
  readonly authenticate: Authenticate;
  readonly jwtVerifier: JwtVerifier;
  readonly messages: MessageQueue;
  readonly senders: Senders;
  readonly countCall: CountCall;
  readonly countGrant: Counters['countGrant'];
  readonly wakeExports: () => void;
  readonly authorize: Authorize;
  readonly resolveTxt: ResolveTxt;
}

/** Mounts the pages. @returns the endpoints of the token service */
export function mountSite(web: Express, deps: SiteDependencies): EndpointTable {
  const { config, publicUrl, keyRing, messages } = deps;
  const { linkConfirm } = config;
  const site = {
    ...deps,
    tokenIssuer: config.tokenIssuer,
    idTokenIssuer: config.idTokenIssuer ?? publicUrl,
    signJwt: keyRing.sign,
    refreshGraceSeconds: config.refreshGraceSeconds,
    refreshMaxDays: config.refreshMaxDays,
    secretsInQuery: config.secretsInQuery,
    redirectMatch: config.redirectMatch,
    jwtRefresh: config.jwtRefresh,
    offlineScopes: config.offlineScopes,
    pkce: config.pkce,
    pushedRequests: config.pushedRequests,
    keepsAudience: config.foreignAudiences === 'refuse',
    codeSeconds: config.codeSeconds,
    queueMail: messages.queueMail,
    ...createClientLog(deps.db),
    queueSms: messages.queueSms,
    keepsSecrets: config.showSecrets === 'always',
    listAlgorithms: keyRing.listAlgorithms,
    webhookAddresses: config.webhookAddresses,
    linkConfirm,
    factorResetDays: config.factorResetDays,
    registrationSeconds: config.sessions.registration,
    linkMode: linkConfirm,
    relyingParty: relyingPartyOf(config, publicUrl),
    providers: providersOf(config.linkedAccounts),
    countryHeader: config.countryHeader,
  };
  web.use(redirectToPublicHost(publicUrl));
  web.use('/v1/oauth', createOAuthPages(site));
  web.use(createApiDocumentationRouter(site));
  web.use(createLegalRouter(site));
  web.use(createSignInRouter(site));
  web.use(createAccountRouter(site));
  web.use(createOrganizationsRouter(site));
  web.use(createRegistrationRouter(site));
  web.use(createRecoveryRouter(site));
  web.use(createConsentRouter(site));
  web.use(createDeviceRouter(site));
  web.use(createAdminRouter(site));
  // Last of the pages: it answers for all unknown addresses.
  web.use(createPagesRouter(site));
  mountOutbox(web, site);
  web.use(failurePage(site));
  return createOAuthEndpoints(site);
}

/** The host of the public URL, unless the settings name another one. */
function relyingPartyOf({ passkeys }: Config, publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { id: passkeys.rpId ?? hostname, origins: passkeys.origins ?? [origin] };
}

/** Messages contain codes and links, so they are shown in development only, and only on this machine. */
function mountOutbox(web: Express, site: SiteDependencies): void {
  const { config, senders } = site;
  if (!senders.outbox || config.mode === 'production' || !isLoopback(config.listen.host)) return;
  web.all('/dev/outbox', pageEndpoint(site, { GET: outboxPage(senders.outbox) }));
}
