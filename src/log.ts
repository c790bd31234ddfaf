import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export interface LogSettings {
  readonly level: string;
  readonly format: 'json' | 'pretty';
}

/** Object members that never reach a log line, whatever object they sit in. */
const secretMembers = [
  'password',
  'currentpassword',
  'newpassword',
  'secret',
  'client_secret',
  'apikey',
  'access_token',
  'refresh_token',
  'token',
  'code',
  'smscode',
  'totpcode',
  'totpsecret',
  'authorization',
  'cookie',
];
const censoredPaths = secretMembers.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Query parameters whose values are secrets or lead to one. */
const secretParameters =
  /([?&](?:access_token|client_secret|code|refresh_token|token|password|c|k|code_verifier|assertion|id_token_hint)=)[^&#]*/gi;

/** Builds the process log. JSON lines by default; `pretty` is for a person at a terminal. */
export function createLog(settings: LogSettings, destination?: DestinationStream): Logger {
  const options = {
    level: settings.level,
    base: undefined,
    redact: { paths: censoredPaths, censor: '[redacted]' },
  };
  if (destination) return pino(options, destination);
  if (settings.format === 'pretty')
    return pino({ ...options, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } });
  return pino(options);
}

/** A request target that may be logged: the values of secret query parameters are cut out. */
export function redactUrl(url: string): string {
  return url.includes('?') ? url.replace(secretParameters, '$1[redacted]') : url;
}
