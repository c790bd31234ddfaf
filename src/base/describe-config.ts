import type { Config } from './config.ts';
import { withoutCredentials } from './without-credentials.ts';

const secretSettings = new Set(['encryptionKeys', 'password', 'authorization', 'clientSecret']);

/** The effective settings as a plain object without secrets; only their presence or number is shown. */
export function describeConfig({ facts: _facts, ...config }: Config): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(config, (name, value) => {
      if (secretSettings.has(name)) return Array.isArray(value) ? `${value.length} given` : value && 'given';
      return name === 'url' && typeof value === 'string' ? withoutCredentials(value) : value;
    }),
  );
}
