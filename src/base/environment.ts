import { z } from 'zod';
import { isUrl } from './is-url.ts';
import { isLoopback } from './loopback.ts';
import { defaultIdentity } from './service.ts';
import { isNumberPrefix } from './sms-prefixes.ts';
import { traceProblems, traceVariables } from './trace-settings.ts';

/** The environment variables: their form, their defaults, and which combinations are contradictory. */

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

const leakService = text.regex(
  /^(on|off|https?:\/\/[^?#@\s]+)$/,
  'must be on, off or an http(s) URL without user and query',
);

/** An `https` URL that may have a path. `crossProblems` decides where `http` is allowed. */
const serverAddress = text
  .refine((value) => /^https?:\/\/[^?#\s@]+$/.test(value) && isUrl(value), 'must be an https URL')
  .transform((value) => value.replace(/\/+$/, ''));

const keyList = wordList.transform((words, context) =>
  words.map((word) => {
    const key = Buffer.from(word, 'base64');
    if (key.length !== 32)
      context.addIssue({ code: 'custom', message: 'each key must be 32 bytes in base64' });
    return key;
  }),
);

const prefixList = wordList.refine((words) => words.every(isNumberPrefix), {
  message: 'each must be + and the first digits of phone numbers, beginning with a country code',
});

const originList = wordList.refine(
  (words) => words.every((word) => isUrl(word) && new URL(word).origin === word && /^https?:/.test(word)),
  { message: 'each must be an origin such as http://hooks.internal:8080' },
);

export const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8080),
  IYO_PUBLIC_URL: baseUrl.optional(),
  IYO_TLS_CERT: text.optional(),
  IYO_TLS_KEY: text.optional(),
  IYO_SERVICE_NAME: text
    .regex(/^[^\p{Cc}<>{}]{1,40}$/u, 'must have 1 to 40 characters')
    .default(defaultIdentity.name),
  IYO_SERVICE_LOGO: text.regex(/\.(svg|png)$/, 'must be an SVG or PNG file').optional(),
  IYO_SERVICE_COLOUR: text
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f5fbf')
    .default(defaultIdentity.colour),
  IYO_TRUSTED_PROXIES: wordList.default([]),
  DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://').optional(),
  IYO_DATABASE_POOL: wholeNumber(1, 500).default(20),
  IYO_DATABASE_PIPELINES: wholeNumber(0, 20).default(2),
  IYO_DATABASE_WAIT_SECONDS: wholeNumber(0, 3600).default(60),
  IYO_DATABASE_STATEMENTS: z.enum(['keep', 'forget']).default('keep'),
  IYO_WORKERS: wholeNumber(1, 64).optional(),
  IYO_DATA_DIR: text.default('./data'),
  IYO_EMBEDDED: z.enum(['allow']).optional(),
  IYO_ENCRYPTION_KEYS: keyList.default([]),
  IYO_DRAIN_SECONDS: wholeNumber(0, 300).optional(),
  IYO_STOP_SECONDS: wholeNumber(1, 300).default(15),
  IYO_METRICS_ADDRESS: text.regex(/^(\[[0-9a-fA-F:.]+\]|[^:\s]+):\d{1,5}$/, 'must be host:port').optional(),
  ...traceVariables,
  IYO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  IYO_LOG_FORMAT: z.enum(['json', 'pretty']).default('json'),
  IYO_BCRYPT_COST: wholeNumber(4, 16).default(12),
  IYO_PASSWORD_MIN: wholeNumber(6, 64).default(8),
  IYO_BREACH_CHECK: leakService.default('off'),
  IYO_USER_CREATION: z.enum(['closed', 'organizations']).optional(),
  IYO_PROFILE: z.enum(['compatible', 'strict']).default('compatible'),
  IYO_SHOW_SECRETS: z.enum(['always', 'once']).optional(),
  IYO_TOKEN_ISSUER: text.default('itsyouonline'),
  IYO_ID_TOKEN_ISSUER: text.optional(),
  IYO_FOREIGN_AUDIENCES: z.enum(['allow', 'refuse']).optional(),
  IYO_REDIRECT_MATCH: z.enum(['key', 'exact']).optional(),
  IYO_PKCE: z.enum(['key', 'required']).optional(),
  IYO_PUSHED_REQUESTS: z.enum(['optional', 'required']).optional(),
  IYO_JWT_REFRESH: z.enum(['keep', 'rotate']).optional(),
  IYO_OFFLINE_SCOPES: z.enum(['all', 'named']).optional(),
  IYO_DPOP_NONCE: z.enum(['optional', 'required']).optional(),
  IYO_SIGNING_KEYS: wordList.default([]),
  IYO_CODE_SECONDS: wholeNumber(10, 60).default(10),
  IYO_SECRETS_IN_QUERY: z.enum(['allow', 'refuse']).optional(),
  IYO_REFRESH_GRACE_SECONDS: wholeNumber(0, 300).default(30),
  IYO_LOGOUT_ORIGINS: originList.default([]),
  IYO_REFRESH_MAX_DAYS: wholeNumber(1, 3650).default(365),
  IYO_SESSION_REGISTRATION_MINUTES: wholeNumber(10, 1440).default(60),
  IYO_SESSION_LOGIN_MINUTES: wholeNumber(5, 60).default(10),
  IYO_SESSION_PROTECTED_MINUTES: wholeNumber(10, 60).default(10),
  IYO_SESSION_IDLE_MINUTES: wholeNumber(10, 10_080).default(720),
  IYO_SESSION_DAYS: wholeNumber(1, 90).default(7),
  IYO_SESSION_KEPT_IDLE_DAYS: wholeNumber(1, 90).default(30),
  IYO_SESSION_KEPT_DAYS: wholeNumber(1, 365).default(90),
  IYO_FACTOR_RESET_DAYS: wholeNumber(1, 90).default(7),
  IYO_RP_ID: text.regex(/^[a-z0-9.-]+$/, 'must be a host name').optional(),
  IYO_RP_ORIGINS: wordList.optional(),
  IYO_LINK_CONFIRM: z.enum(['open', 'button']).default('button'),
  IYO_COMPAT_RECOVERY_CODES: z.enum(['on', 'off']).default('off'),
  IYO_TEST_ENV: z.enum(['on', 'off']).default('off'),
  IYO_COUNTRY_HEADER: text.default('CF-IPCountry'),
  IYO_TERMS_FILE: text.optional(),
  IYO_PRIVACY_FILE: text.optional(),
  IYO_COOKIES_FILE: text.optional(),
  IYO_GITHUB_CLIENT_ID: text.optional(),
  IYO_GITHUB_CLIENT_SECRET: text.optional(),
  IYO_GITHUB_URL: serverAddress.default('https://github.com'),
  IYO_GITHUB_API_URL: serverAddress.default('https://api.github.com'),
  IYO_FACEBOOK_CLIENT_ID: text.optional(),
  IYO_FACEBOOK_CLIENT_SECRET: text.optional(),
  IYO_FACEBOOK_URL: serverAddress.default('https://www.facebook.com'),
  IYO_FACEBOOK_API_URL: serverAddress.default('https://graph.facebook.com'),
  IYO_SMTP_HOST: text.optional(),
  IYO_SMTP_PORT: wholeNumber(1, 65_535).default(587),
  IYO_SMTP_USER: text.optional(),
  IYO_SMTP_PASSWORD: text.optional(),
  IYO_MAIL_FROM: text.optional(),
  IYO_SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  IYO_SMS_AUTHORIZATION: text.optional(),
  IYO_SMS_FROM: text.optional(),
  IYO_SMS_FORMAT: z.enum(['json', 'form']).default('json'),
  IYO_SMS_HOURLY_BUDGET: wholeNumber(0, 1_000_000).default(1000),
  IYO_SMS_ALLOWED_PREFIXES: prefixList.default([]),
  IYO_SMS_REFUSED_PREFIXES: prefixList.default([]),
  IYO_WEBHOOK_ORIGINS: originList.default([]),
});

export type Environment = z.output<typeof environment>;

/** All environment variables of the server, for documentation and for finding misspelt ones. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** Problems that concern more than one variable. */
export function crossProblems(env: Environment): string[] {
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
      !env.DATABASE_URL && (env.IYO_WORKERS ?? 1) > 1,
      'IYO_WORKERS must be 1 without DATABASE_URL: the embedded database serves one process',
    ],
    [
      Boolean(env.DATABASE_URL) && (env.IYO_WORKERS ?? 1) > env.IYO_DATABASE_POOL,
      'IYO_DATABASE_POOL must not be below IYO_WORKERS: each worker needs a connection',
    ],
    [
      production && env.IYO_ENCRYPTION_KEYS.length === 0,
      'IYO_ENCRYPTION_KEYS is required in production: 32 random bytes in base64, newest first',
    ],
    [
      Boolean(env.IYO_SMTP_USER) !== Boolean(env.IYO_SMTP_PASSWORD),
      'IYO_SMTP_USER and IYO_SMTP_PASSWORD must be given together',
    ],
    [
      Boolean(env.IYO_GITHUB_CLIENT_ID) !== Boolean(env.IYO_GITHUB_CLIENT_SECRET),
      'IYO_GITHUB_CLIENT_ID and IYO_GITHUB_CLIENT_SECRET must be given together',
    ],
    [
      Boolean(env.IYO_FACEBOOK_CLIENT_ID) !== Boolean(env.IYO_FACEBOOK_CLIENT_SECRET),
      'IYO_FACEBOOK_CLIENT_ID and IYO_FACEBOOK_CLIENT_SECRET must be given together',
    ],
    ...providerAddresses.map((name): [boolean, string] => [
      isOpenToListeners(env[name]) && (production || !isLoopback(new URL(env[name]).hostname)),
      `${name} must be an https URL`,
    ]),
  ];
  return [...rules.filter(([broken]) => broken).map(([, problem]) => problem), ...traceProblems(env)];
}

const providerAddresses = [
  'IYO_GITHUB_URL',
  'IYO_GITHUB_API_URL',
  'IYO_FACEBOOK_URL',
  'IYO_FACEBOOK_API_URL',
] as const;

/** Secrets are sent to these addresses. Without TLS they must be on this machine, as in tests and trials. */
function isOpenToListeners(address: string): boolean {
  return address.startsWith('http:');
}
