import type { LegalFiles } from './legal-kinds.ts';
import type { Profile, ProtocolSettings } from './profile.ts';
import type { ServiceIdentity } from './service.ts';
import type { SettingFact } from './setting-facts.ts';
import type { SmsPrefixes } from './sms-prefixes.ts';
import type { TraceSettings } from './trace-settings.ts';

/**
 * The settings of a server process: read from the environment once, checked, and frozen. Only
 * `src/cli/environment.ts` reads `process.env`.
 */
export interface Config extends ProtocolSettings {
  readonly mode: 'development' | 'production' | 'test';
  readonly listen: { readonly host: string; readonly port: number; readonly tls?: TlsFiles };
  /** The public base URL without trailing slash. Undefined: the address the server listens on (development only). */
  readonly publicUrl: string | undefined;
  /** Every setting with its value and the origin of that value, without secrets. */
  readonly facts: readonly SettingFact[];
  /** Variables named like settings that an orchestrator may have set. */
  readonly ignoredVariables: readonly string[];
  /** Name, logo and colour of the service. */
  readonly service: ServiceIdentity & { readonly logoFile: string | undefined };
  readonly trustedProxies: readonly string[];
  readonly database: {
    readonly url: string | undefined;
    readonly poolSize: number;
    /** Additional connections for frequent statements outside transactions. */
    readonly pipelines: number;
    readonly keepsStatements: boolean;
    /** How long the server waits for the database at start. */
    readonly waitSeconds: number;
  };
  /** The address for monitoring; undefined: metrics are not served. */
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined;
  /** How traces are sent; undefined: not at all. */
  readonly traces: TraceSettings | undefined;
  /** How long the server keeps responding after a signal, and how long it may then take to stop. */
  readonly stop: { readonly drainSeconds: number; readonly limitSeconds: number };
  /** The number of processes that answer requests. */
  readonly workers: number;
  readonly dataDir: string;
  /** 32-byte keys, newest first. Empty in development, where a key is created and kept in the data directory. */
  readonly encryptionKeys: readonly Buffer[];
  readonly log: { readonly level: string; readonly format: 'json' | 'pretty' };
  readonly passwords: {
    readonly cost: number;
    readonly minimumLength: number;
    /** Base URL of the service for leaked passwords; undefined: none is called. */
    readonly leakService: string | undefined;
  };
  readonly userCreation: 'closed' | 'organizations';
  /** The preset for `ProtocolSettings`; each of them can also be set separately. */
  readonly profile: Profile;
  readonly tokenIssuer: string;
  /** The `iss` of ID tokens, if it is not the public URL. */
  readonly idTokenIssuer: string | undefined;
  /** PEM files of private keys for signing tokens. They are imported when the server starts. */
  readonly signingKeyFiles: readonly string[];
  /** How long an authorization code can be redeemed, in seconds. */
  readonly codeSeconds: number;
  /** How long a used refresh token still gets the same successor, in seconds. */
  readonly refreshGraceSeconds: number;
  /** How many days after the consent a refresh token stops working. */
  readonly refreshMaxDays: number;
  /** Addresses for back-channel logout that are allowed although they are not public, or without HTTPS. */
  readonly logoutAddresses: {
    readonly trustedOrigins: readonly string[];
    readonly trustsLoopback: boolean;
  };
  readonly sessions: SessionSettings;
  /** How long a request to remove lost second factors waits, in days. */
  readonly factorResetDays: number;
  /** What opening the link of a message does: its action, or show a button for it. */
  readonly linkConfirm: LinkMode;
  /** Whether recovery tells older clients which accounts exist (404 and 412). */
  readonly tellsRecoveryCodes: boolean;
  /**
   * For test environments only: the password alone is enough to release the email addresses and phone numbers
   * of an account.
   */
  readonly isTestEnvironment: boolean;
  /** The header in which a proxy sends the country of a visitor. */
  readonly countryHeader: string;
  /** The relying party id and origins of passkeys, if they are not the host and origin of the public URL. */
  readonly passkeys: { readonly rpId: string | undefined; readonly origins: readonly string[] | undefined };
  /** The operator's legal texts. */
  readonly legalFiles: LegalFiles;
  /** Providers whose accounts can be linked. A provider without settings is not offered. */
  readonly linkedAccounts: {
    readonly github: ProviderSettings | undefined;
    readonly facebook: ProviderSettings | undefined;
  };
  readonly mail: MailSettings | undefined;
  readonly sms: SmsSettings | undefined;
  /** How many SMS may be sent per hour in all. */
  readonly hourlySms: number;
  readonly smsPrefixes: SmsPrefixes;
  /** Where webhooks may be sent besides public addresses. `trustsLoopback`: also to this machine, for development. */
  readonly webhookAddresses: { readonly trustedOrigins: readonly string[]; readonly trustsLoopback: boolean };
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

/** What opening the link of a message does: its action, or show a button for it. */
export type LinkMode = 'open' | 'button';

/** This server as a client of another account provider. */
export interface ProviderSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where users authorize this server. Without trailing slash, like `apiUrl`. */
  readonly url: string;
  readonly apiUrl: string;
}

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

/** All invalid settings at once, with texts for the operator. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Which kinds of messages are sent, or kept in the outbox of a development server. */
export interface Channels {
  readonly mail: boolean;
  readonly sms: boolean;
}

/** In production, a missing mail server or SMS gateway means that no such messages are sent. */
export function channelsOf({ mode, mail, sms }: Pick<Config, 'mode' | 'mail' | 'sms'>): Channels {
  const isReal = mode === 'production';
  return { mail: !isReal || mail !== undefined, sms: !isReal || sms !== undefined };
}
