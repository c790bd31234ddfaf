import type { Config } from './config.ts';
import { type Environment, settingNames } from './environment.ts';
import { profileSettings } from './profile.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A setting without secrets. */
export interface SettingFact {
  /** The name of the environment variable. */
  readonly name: string;
  /** The effective value, without secrets; undefined when there is none. */
  readonly value: string | undefined;
  /** `profile`: the value follows from `IYO_PROFILE`. */
  readonly source: 'environment' | 'profile' | 'default';
}

/** These hold file names, which are not secret although the variables are named after keys. */
const fileNames = new Set(['IYO_TLS_KEY', 'IYO_SIGNING_KEYS']);

/** The effective settings, in the order of `environment.ts`. */
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

/** Decided by the end of the name, so that a new secret setting is never shown by mistake. */
function isSecret(name: string): boolean {
  return /(PASSWORD|SECRET|AUTHORIZATION|TOKEN|KEYS?)$/.test(name) && !fileNames.has(name);
}
