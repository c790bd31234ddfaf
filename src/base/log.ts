import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogSettings {
  readonly level: string;
  readonly format: 'json' | 'pretty';
}

/** Object members that are never logged, down to the second level of an object. */
const secretMembers =
  'password currentpassword newpassword secret client_secret apikey access_token refresh_token token code smscode totpcode totpsecret authorization cookie'
    .split(' ')
    .flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Creates the process log: JSON lines by default, `pretty` for a terminal. */
export function createLog(settings: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    level: settings.level,
    base: undefined,
    redact: { paths: secretMembers, censor: '[redacted]' },
  };
  if (destination) return pino(options, destination);
  if (settings.format === 'json') return pino(options, standardOutput());
  return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } });
}

/**
 * Writes lines in batches, at most 100 ms late, so that requests do not wait for the reader. The rest is
 * written when the process ends. If the reader stalls, lines beyond 16 MiB are lost, instead of using up
 * memory.
 */
function standardOutput(): DestinationStream {
  return pino.destination({
    dest: 1,
    sync: false,
    minLength: 4096,
    periodicFlush: 100,
    maxLength: 16 * 1024 * 1024,
  });
}

/**
 * The names of the query parameters in a URL, for logs. Values hold tokens, codes and secrets, and so may
 * text that is not a parameter name.
 */
export function parameterNames(url: string): string[] {
  const query = url.slice(url.indexOf('?') + 1);
  if (query === url) return [];
  return query.split('&').flatMap((pair) => /^([\w.-]{1,40})=/.exec(pair)?.[1] ?? []);
}
