import type { Config } from './config.ts';

const secretSettings = new Set(['encryptionKeys', 'password', 'authorization', 'clientSecret']);

/** The effective settings as a plain object that may be shown: secrets are replaced by what is known about them. */
export function describeConfig(config: Config): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(config, (name, value) => {
      if (secretSettings.has(name)) return Array.isArray(value) ? `${value.length} given` : value && 'given';
      return name === 'url' && typeof value === 'string' ? withoutCredentials(value) : value;
    }),
  );
}

/** A password may hold `@` and `/`, and gateways take keys in the query. */
function withoutCredentials(url: string): string {
  const [base = '', query] = url.split('?', 2);
  const shown = base.replace(/\/\/.*@/, '//[redacted]@');
  return query === undefined ? shown : `${shown}?[redacted]`;
}
