import type { Config } from './config.ts';
import { type Environment, settingNames } from './environment.ts';
import { profileSettings } from './profile.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A setting as it may be shown. */
export interface SettingFact {
  /** The variable. */
  readonly name: string;
  /** What is in force, without secrets; undefined when there is nothing. */
  readonly value: string | undefined;
  /** `profile`: it follows from `IYO_PROFILE`. */
  readonly source: 'environment' | 'profile' | 'default';
}

/** Names of files are no secrets, though they may name a key. */
const fileNames = new Set(['IYO_TLS_KEY', 'IYO_SIGNING_KEYS']);

/** What is in force, in the order of `environment.ts`. */
export function settingFacts(
  env: Environment,
  given: Readonly<Record<string, unknown>>,
  config: Omit<Config, 'facts' | 'ignoredVariables'>,
): SettingFact[] {
  const derived = new Map<string, unknown>([
    ...Object.entries(profileSettings).map(([name, member]) => [name, config[member]] as const),
    ['IYO_DRAIN_SECONDS', config.stop.drainSeconds],
    ['IYO_WORKERS', config.workers],
    ['IYO_USER_CREATION', config.userCreation],
    ['IYO_MAIL_FROM', config.mail?.from],
  ]);
  const values: Readonly<Record<string, unknown>> = env;
  return settingNames.map((name) => ({
    name,
    value: shown(name, values[name] ?? derived.get(name)),
    source: sourceOf(name, given),
  }));
}

function sourceOf(name: string, given: Readonly<Record<string, unknown>>): SettingFact['source'] {
  if (Object.hasOwn(given, name)) return 'environment';
  return Object.hasOwn(profileSettings, name) ? 'profile' : 'default';
}

function shown(name: string, value: unknown): string | undefined {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (isSecret(name)) return Array.isArray(value) ? `(${value.length})` : '(…)';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return /_URL$/.test(name) ? withoutCredentials(text) : text;
}

/** By the end of its name, so that a new one is never shown by mistake. */
function isSecret(name: string): boolean {
  return /(PASSWORD|SECRET|AUTHORIZATION|TOKEN|KEYS?)$/.test(name) && !fileNames.has(name);
}
