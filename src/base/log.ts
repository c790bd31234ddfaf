import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogSettings {
  readonly level: string;
  readonly format: 'json' | 'pretty';
}

/** Object members that never reach a log line, down to the second level of an object. */
const secretMembers =
  'password currentpassword newpassword secret client_secret apikey access_token refresh_token token code smscode totpcode totpsecret authorization cookie'
    .split(' ')
    .flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Builds the process log. JSON lines by default; `pretty` is for a person at a terminal. */
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
 * Lines go out in batches, 100 ms late at most, so that a request need not wait for the reader; the rest goes
 * out when the process ends. A reader that stalls costs lines beyond 16 MiB instead of memory.
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
 * The names of the parameters of a request target, as they may be logged: their values hold tokens, codes and secrets,
 * and so may a text that is no name.
 */
export function parameterNames(url: string): string[] {
  const query = url.slice(url.indexOf('?') + 1);
  if (query === url) return [];
  return query.split('&').flatMap((pair) => /^([\w.-]{1,40})=/.exec(pair)?.[1] ?? []);
}
