import { z } from 'zod';

/**
 * The settings of one server process: read once from the environment, checked, frozen.
 * This is the only file that reads `process.env` (`main.ts` and the command line hand it over).
 */
export interface Config {
  readonly mode: 'development' | 'production' | 'test';
  readonly listen: { readonly host: string; readonly port: number; readonly tls?: TlsFiles };
  /** The public base URL without trailing slash; undefined means "the address it listens on" (development only). */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly database: {
    readonly url: string | undefined;
    readonly poolSize: number;
    readonly keepsStatements: boolean;
  };
  readonly dataDir: string;
  /** 32-byte keys, newest first; empty in development, where one is made and kept in the data directory. */
  readonly encryptionKeys: readonly Buffer[];
  readonly log: { readonly level: string; readonly format: 'json' | 'pretty' };
  readonly passwords: { readonly cost: number; readonly minimumLength: number };
  readonly userCreation: 'closed' | 'organizations';
  readonly showSecrets: 'always' | 'once';
  readonly tokenIssuer: string;
  /** How long an authorization code can be redeemed. */
  readonly codeSeconds: number;
  /** Whether clients may send their secret in the query, where it may reach logs on the way. */
  readonly secretsInQuery: 'allow' | 'refuse';
  /** How long after the consent a refresh token works at most. */
  readonly refreshMaxDays: number;
  readonly sessions: SessionSettings;
  readonly linkConfirm: LinkConfirmSettings;
  /** Whether old clients learn from recovery which accounts exist (404 and 412), as they used to. */
  readonly tellsRecoveryCodes: boolean;
  /** Opens what only test environments may have: contacts of an account can be given up with its password alone. */
  readonly isTestEnvironment: boolean;
  /** The header by which a proxy tells the country of a visitor. */
  readonly countryHeader: string;
  /** What passkeys are made for, when it is not the host and origin of the public URL. */
  readonly passkeys: { readonly rpId: string | undefined; readonly origins: readonly string[] | undefined };
  readonly mail: MailSettings | undefined;
  readonly sms: SmsSettings | undefined;
  /** How many text messages may go out in an hour, all together. */
  readonly hourlyTexts: number;
}

export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** How long browser sessions last, in seconds. */
export interface SessionSettings {
  readonly registration: number;
  readonly pendingLogin: number;
  readonly protected: number;
  readonly interactive: { readonly idle: number; readonly total: number };
  readonly keptSignedIn: { readonly idle: number; readonly total: number };
}

/** What opening the link of a message does: its work, or showing a button that does it. */
export interface LinkConfirmSettings {
  /** Links that confirm an address or a number. */
  readonly contact: LinkMode;
  /** Links that let a waiting browser in. */
  readonly signIn: LinkMode;
}

export type LinkMode = 'open' | 'button';

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
}

export interface SmsSettings {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly from: string | undefined;
  readonly format: 'json' | 'form';
}

/** Settings that cannot work, all of them at once, in words for the person who starts the server. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const text = z.string().trim().min(1);
const wordList = text.transform((value) =>
  value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= from && value <= to, `must be from ${from} to ${to}`);

const baseUrl = text
  .refine(
    (value) => /^https?:\/\/[^/?#\s]+$/.test(value.replace(/\/+$/, '')),
    'must be an http(s) URL without a path',
  )
  .transform((value) => value.replace(/\/+$/, ''));

const keyList = wordList.transform((words, context) =>
  words.map((word) => {
    const key = Buffer.from(word, 'base64');
    if (key.length !== 32)
      context.addIssue({ code: 'custom', message: 'each key must be 32 bytes in base64' });
    return key;
  }),
);

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8080),
  IYO_PUBLIC_URL: baseUrl.optional(),
  IYO_TLS_CERT: text.optional(),
  IYO_TLS_KEY: text.optional(),
  IYO_TRUSTED_PROXIES: wordList.default([]),
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://').optional(),
  IYO_DATABASE_POOL: wholeNumber(1, 500).default(20),
  IYO_DATABASE_STATEMENTS: z.enum(['keep', 'forget']).default('keep'),
  IYO_DATA_DIR: text.default('./data'),
  IYO_EMBEDDED: z.enum(['allow']).optional(),
  IYO_ENCRYPTION_KEYS: keyList.default([]),
  IYO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  IYO_LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  IYO_BCRYPT_COST: wholeNumber(4, 16).default(12),
  IYO_PASSWORD_MIN: wholeNumber(6, 64).default(8),
  IYO_USER_CREATION: z.enum(['closed', 'organizations']).optional(),
  IYO_SHOW_SECRETS: z.enum(['always', 'once']).default('always'),
  IYO_TOKEN_ISSUER: text.default('itsyouonline'),
  IYO_CODE_SECONDS: wholeNumber(10, 60).default(10),
  IYO_SECRETS_IN_QUERY: z.enum(['allow', 'refuse']).default('allow'),
  IYO_REFRESH_MAX_DAYS: wholeNumber(1, 3650).default(365),
  IYO_SESSION_REGISTRATION_MINUTES: wholeNumber(10, 1440).default(60),
  IYO_SESSION_LOGIN_MINUTES: wholeNumber(5, 60).default(10),
  IYO_SESSION_PROTECTED_MINUTES: wholeNumber(10, 60).default(10),
  IYO_SESSION_IDLE_MINUTES: wholeNumber(10, 10_080).default(720),
  IYO_SESSION_DAYS: wholeNumber(1, 90).default(7),
  IYO_SESSION_KEPT_IDLE_DAYS: wholeNumber(1, 90).default(30),
  IYO_SESSION_KEPT_DAYS: wholeNumber(1, 365).default(90),
  IYO_RP_ID: text.regex(/^[a-z0-9.-]+$/, 'must be a host name').optional(),
  IYO_RP_ORIGINS: wordList.optional(),
  IYO_LINK_CONFIRM: z.enum(['open', 'button']).optional(),
  IYO_COMPAT_RECOVERY_CODES: z.enum(['on', 'off']).default('off'),
  IYO_TEST_ENV: z.enum(['on', 'off']).default('off'),
  IYO_COUNTRY_HEADER: text.default('CF-IPCountry'),
  IYO_SMTP_HOST: text.optional(),
  IYO_SMTP_PORT: wholeNumber(1, 65_535).default(587),
  IYO_SMTP_USER: text.optional(),
  IYO_SMTP_PASSWORD: text.optional(),
  IYO_MAIL_FROM: text.default('noreply@itsyou.online'),
  IYO_SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  IYO_SMS_AUTHORIZATION: text.optional(),
  IYO_SMS_FROM: text.optional(),
  IYO_SMS_FORMAT: z.enum(['json', 'form']).default('json'),
  IYO_SMS_HOURLY_BUDGET: wholeNumber(0, 1_000_000).default(1000),
});

type Environment = z.output<typeof environment>;

/** Every environment variable the server knows, for documentation and for warnings about misspelt ones. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

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
  return freeze(toConfig(read.data));
}

function toConfig(env: Environment): Config {
  const tls =
    env.IYO_TLS_CERT && env.IYO_TLS_KEY ? { certificate: env.IYO_TLS_CERT, key: env.IYO_TLS_KEY } : undefined;
  return {
    mode: env.NODE_ENV,
    listen: { host: env.HOST, port: env.PORT, ...(tls && { tls }) },
    publicUrl: env.IYO_PUBLIC_URL,
    trustedProxies: env.IYO_TRUSTED_PROXIES,
    database: {
      url: env.DATABASE_URL,
      poolSize: env.IYO_DATABASE_POOL,
      keepsStatements: env.IYO_DATABASE_STATEMENTS === 'keep',
    },
    dataDir: env.IYO_DATA_DIR,
    encryptionKeys: env.IYO_ENCRYPTION_KEYS,
    log: { level: env.IYO_LOG_LEVEL, format: env.IYO_LOG_FORMAT },
    passwords: { cost: env.IYO_BCRYPT_COST, minimumLength: env.IYO_PASSWORD_MIN },
    userCreation: env.IYO_USER_CREATION ?? (env.NODE_ENV === 'production' ? 'closed' : 'organizations'),
    showSecrets: env.IYO_SHOW_SECRETS,
    tokenIssuer: env.IYO_TOKEN_ISSUER,
    codeSeconds: env.IYO_CODE_SECONDS,
    secretsInQuery: env.IYO_SECRETS_IN_QUERY,
    refreshMaxDays: env.IYO_REFRESH_MAX_DAYS,
    sessions: sessionSettings(env),
    linkConfirm: {
      contact: env.IYO_LINK_CONFIRM ?? 'open',
      signIn: env.IYO_LINK_CONFIRM ?? 'button',
    },
    tellsRecoveryCodes: env.IYO_COMPAT_RECOVERY_CODES === 'on',
    isTestEnvironment: env.IYO_TEST_ENV === 'on',
    countryHeader: env.IYO_COUNTRY_HEADER.toLowerCase(),
    passkeys: { rpId: env.IYO_RP_ID, origins: env.IYO_RP_ORIGINS },
    mail: mailSettings(env),
    sms: smsSettings(env),
    hourlyTexts: env.IYO_SMS_HOURLY_BUDGET,
  };
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

function mailSettings(env: Environment): MailSettings | undefined {
  if (!env.IYO_SMTP_HOST) return undefined;
  return {
    host: env.IYO_SMTP_HOST,
    port: env.IYO_SMTP_PORT,
    user: env.IYO_SMTP_USER,
    password: env.IYO_SMTP_PASSWORD,
    from: env.IYO_MAIL_FROM,
  };
}

function smsSettings(env: Environment): SmsSettings | undefined {
  if (!env.IYO_SMS_URL) return undefined;
  return {
    url: env.IYO_SMS_URL,
    authorization: env.IYO_SMS_AUTHORIZATION,
    from: env.IYO_SMS_FROM,
    format: env.IYO_SMS_FORMAT,
  };
}

/** What each variable alone cannot show. */
function crossProblems(env: Environment): string[] {
  const production = env.NODE_ENV === 'production';
  const rules: [boolean, string][] = [
    [
      Boolean(env.IYO_TLS_CERT) !== Boolean(env.IYO_TLS_KEY),
      'IYO_TLS_CERT and IYO_TLS_KEY must be given together',
    ],
    [
      production && !env.IYO_PUBLIC_URL,
      'IYO_PUBLIC_URL is required in production: it is the base of every link and the issuer',
    ],
    [
      production && !env.DATABASE_URL && env.IYO_EMBEDDED !== 'allow',
      'DATABASE_URL is required in production (or IYO_EMBEDDED=allow, knowing that the embedded database may lose data in a power cut)',
    ],
    [
      production && env.IYO_ENCRYPTION_KEYS.length === 0,
      'IYO_ENCRYPTION_KEYS is required in production: 32 random bytes in base64, newest first',
    ],
    [
      production && !env.IYO_SMTP_HOST,
      'IYO_SMTP_HOST is required in production: without it nobody can confirm an address',
    ],
    [
      Boolean(env.IYO_SMTP_USER) !== Boolean(env.IYO_SMTP_PASSWORD),
      'IYO_SMTP_USER and IYO_SMTP_PASSWORD must be given together',
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, problem]) => problem);
}

function schemaProblems(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function unknownSettings(given: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('IYO_') && !settingNames.includes(name))
    .map((name) => `${name} is not a setting of this server`);
}

function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (member && typeof member === 'object' && !Buffer.isBuffer(member)) freeze(member);
  }
  return Object.freeze(value);
}
