import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import {
  type Config,
  ConfigError,
  type MailSettings,
  type ProviderSettings,
  type SessionSettings,
  type SmsSettings,
} from './config.ts';
import { crossProblems, type Environment, environment, settingNames } from './environment.ts';
import { protocolSettings } from './profile.ts';
import { settingFacts } from './setting-facts.ts';
import { traceSettings } from './trace-settings.ts';

/**
 * Turns an environment into settings.
 * @throws ConfigError naming every variable that is wrong, missing or contradicts another
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = environment.safeParse(given);
  const problems = [
    ...unknownSettings(given),
    ...(read.success ? crossProblems(read.data) : schemaProblems(read.error)),
  ];
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const config = toConfig(read.data);
  const facts = settingFacts(read.data, given, config);
  return freeze({ ...config, facts, ignoredVariables: unknownNames(given).filter(isInjected) });
}

function toConfig(env: Environment): Omit<Config, 'ignoredVariables' | 'facts'> {
  const tls =
    env.IYO_TLS_CERT && env.IYO_TLS_KEY ? { certificate: env.IYO_TLS_CERT, key: env.IYO_TLS_KEY } : undefined;
  return {
    mode: env.NODE_ENV,
    listen: { host: env.HOST, port: env.PORT, ...(tls && { tls }) },
    publicUrl: env.IYO_PUBLIC_URL,
    service: {
      name: env.IYO_SERVICE_NAME,
      colour: env.IYO_SERVICE_COLOUR.toLowerCase(),
      logoFile: env.IYO_SERVICE_LOGO,
    },
    trustedProxies: env.IYO_TRUSTED_PROXIES,
    database: {
      url: env.DATABASE_URL,
      poolSize: env.IYO_DATABASE_POOL,
      pipelines: env.IYO_DATABASE_PIPELINES,
      keepsStatements: env.IYO_DATABASE_STATEMENTS === 'keep',
      waitSeconds: env.IYO_DATABASE_WAIT_SECONDS,
    },
    metricsAddress: addressOf(env.IYO_METRICS_ADDRESS),
    traces: traceSettings(env),
    stop: {
      drainSeconds: env.IYO_DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? 5 : 0),
      limitSeconds: env.IYO_STOP_SECONDS,
    },
    workers: env.IYO_WORKERS ?? defaultWorkers(env),
    dataDir: env.IYO_DATA_DIR,
    encryptionKeys: env.IYO_ENCRYPTION_KEYS,
    log: { level: env.IYO_LOG_LEVEL, format: env.IYO_LOG_FORMAT },
    passwords: {
      cost: env.IYO_BCRYPT_COST,
      minimumLength: env.IYO_PASSWORD_MIN,
      leakService: leakService(env.IYO_BREACH_CHECK),
    },
    userCreation: env.IYO_USER_CREATION ?? (env.NODE_ENV === 'production' ? 'closed' : 'organizations'),
    profile: env.IYO_PROFILE,
    ...protocolSettings(env),
    tokenIssuer: env.IYO_TOKEN_ISSUER,
    idTokenIssuer: env.IYO_ID_TOKEN_ISSUER,
    signingKeyFiles: env.IYO_SIGNING_KEYS,
    codeSeconds: env.IYO_CODE_SECONDS,
    refreshGraceSeconds: env.IYO_REFRESH_GRACE_SECONDS,
    refreshMaxDays: env.IYO_REFRESH_MAX_DAYS,
    logoutAddresses: {
      trustedOrigins: env.IYO_LOGOUT_ORIGINS,
      trustsLoopback: env.NODE_ENV === 'development',
    },
    sessions: sessionSettings(env),
    factorResetDays: env.IYO_FACTOR_RESET_DAYS,
    linkConfirm: env.IYO_LINK_CONFIRM,
    tellsRecoveryCodes: env.IYO_COMPAT_RECOVERY_CODES === 'on',
    isTestEnvironment: env.IYO_TEST_ENV === 'on',
    countryHeader: env.IYO_COUNTRY_HEADER.toLowerCase(),
    passkeys: { rpId: env.IYO_RP_ID, origins: env.IYO_RP_ORIGINS },
    legalFiles: {
      terms: env.IYO_TERMS_FILE,
      privacy: env.IYO_PRIVACY_FILE,
      cookies: env.IYO_COOKIES_FILE,
    },
    linkedAccounts: linkedAccounts(env),
    mail: mailSettings(env),
    sms: smsSettings(env),
    hourlySms: env.IYO_SMS_HOURLY_BUDGET,
    smsPrefixes: { allowed: env.IYO_SMS_ALLOWED_PREFIXES, refused: env.IYO_SMS_REFUSED_PREFIXES },
    webhookAddresses: {
      trustedOrigins: env.IYO_WEBHOOK_ORIGINS,
      trustsLoopback: env.NODE_ENV === 'development',
    },
  };
}

/** With fewer connections, the requests of a worker would have to wait for one another. */
const minimumConnections = 4;

/**
 * In production on PostgreSQL, one per core if the pool is large enough. The embedded database serves one
 * process.
 */
function defaultWorkers({ NODE_ENV, DATABASE_URL, IYO_DATABASE_POOL }: Environment): number {
  if (NODE_ENV !== 'production' || DATABASE_URL === undefined) return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(IYO_DATABASE_POOL / minimumConnections)));
}

function addressOf(text: string | undefined): Config['metricsAddress'] {
  if (text === undefined) return undefined;
  const end = text.lastIndexOf(':');
  return { host: text.slice(0, end).replace(/^\[|\]$/g, ''), port: Number(text.slice(end + 1)) };
}

function leakService(value: string): string | undefined {
  if (value === 'off') return undefined;
  return value === 'on' ? 'https://api.pwnedpasswords.com' : value;
}

const minute = 60;
const day = 86_400;

function sessionSettings(env: Environment): SessionSettings {
  return {
    registration: env.IYO_SESSION_REGISTRATION_MINUTES * minute,
    pendingLogin: env.IYO_SESSION_LOGIN_MINUTES * minute,
    protected: env.IYO_SESSION_PROTECTED_MINUTES * minute,
    interactive: { idle: env.IYO_SESSION_IDLE_MINUTES * minute, total: env.IYO_SESSION_DAYS * day },
    keptSignedIn: { idle: env.IYO_SESSION_KEPT_IDLE_DAYS * day, total: env.IYO_SESSION_KEPT_DAYS * day },
  };
}

function linkedAccounts(env: Environment): Config['linkedAccounts'] {
  return {
    github: providerSettings(
      env.IYO_GITHUB_CLIENT_ID,
      env.IYO_GITHUB_CLIENT_SECRET,
      env.IYO_GITHUB_URL,
      env.IYO_GITHUB_API_URL,
    ),
    facebook: providerSettings(
      env.IYO_FACEBOOK_CLIENT_ID,
      env.IYO_FACEBOOK_CLIENT_SECRET,
      env.IYO_FACEBOOK_URL,
      env.IYO_FACEBOOK_API_URL,
    ),
  };
}

function providerSettings(
  clientId: string | undefined,
  clientSecret: string | undefined,
  url: string,
  apiUrl: string,
): ProviderSettings | undefined {
  return clientId && clientSecret ? { clientId, clientSecret, url, apiUrl } : undefined;
}

function mailSettings(env: Environment): MailSettings | undefined {
  if (!env.IYO_SMTP_HOST) return undefined;
  return {
    host: env.IYO_SMTP_HOST,
    port: env.IYO_SMTP_PORT,
    user: env.IYO_SMTP_USER,
    password: env.IYO_SMTP_PASSWORD,
    from: env.IYO_MAIL_FROM ?? `noreply@${hostOf(env.IYO_PUBLIC_URL)}`,
  };
}

function hostOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname;
}

export function smsSettings(env: Environment): SmsSettings | undefined {
  if (!env.IYO_SMS_URL) return undefined;
  return {
    url: env.IYO_SMS_URL,
    authorization: env.IYO_SMS_AUTHORIZATION,
    from: env.IYO_SMS_FROM,
    format: env.IYO_SMS_FORMAT,
  };
}

export function schemaProblems(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

export function unknownSettings(given: Readonly<Record<string, unknown>>): string[] {
  return unknownNames(given)
    .filter((name) => !isInjected(name))
    .map((name) => `${name} is not a setting of this server`);
}

export function unknownNames(given: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(given).filter((name) => name.startsWith('IYO_') && !settingNames.includes(name));
}

/** Variables that Kubernetes and Docker set in every container for a service called `iyo` or `iyo-…`. */
export function isInjected(name: string): boolean {
  return /^IYO(_[A-Z0-9_]+)?_(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?)$/.test(
    name,
  );
}

export function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (member && typeof member === 'object' && !Buffer.isBuffer(member)) freeze(member);
  }
  return Object.freeze(value);
}
