import { inspect } from 'node:util';
import { ConfigError } from '../base/config.ts';
import { ApiError } from '../base/errors.ts';

/** A mistake of the person at the command line, in words for that person. */
export class CliProblem extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CliProblem';
    this.code = code;
  }
}

export interface Problem {
  /** A stable word for programs. */
  readonly code: string;
  readonly message: string;
}

/** Any thrown value as something to tell: what is wrong and, where it is known, what to do about it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CliProblem) return { code: error.code, message: error.message };
  if (error instanceof ConfigError) return { code: 'invalid_settings', message: error.message };
  if (error instanceof ApiError) return { code: error.code, message: messageOf(error) };
  return systemProblem(error) ?? { code: 'failed', message: wholeMessage(error) };
}

/** Of codes that do not say what to do. */
const texts: Readonly<Record<string, string>> = {
  last_operator: 'this is the last operator: add another one first, or remove the role',
  no_warning_possible: 'the user has no confirmed email address to warn, or no mail can be sent',
};

/** Descriptions name members of a request's body; here there is none. */
function messageOf({ description, code }: ApiError): string {
  return texts[code] ?? description?.replace(/^body\./, '') ?? code.replaceAll('_', ' ');
}

const systemProblems: Readonly<Record<string, (error: SystemError) => string>> = {
  EADDRINUSE: ({ address, port }) =>
    `${address}:${port} is already in use. Stop the other program or choose another port with PORT=8081.`,
  EADDRNOTAVAIL: ({ address }) => `this machine does not have the address ${address}: check HOST.`,
  EACCES: ({ message }) => `permission denied (${message})`,
  EPERM: ({ message }) => `permission denied (${message})`,
  ENOSPC: ({ path }) => `no space left on the disk${at(path)}`,
  EROFS: ({ path }) => `the disk is read-only${at(path)}: IYO_DATA_DIR must be a folder that can be written`,
  ENOENT: ({ path }) => `there is no ${path ?? 'such file'}`,
  ENOTDIR: ({ path }) => `a file is where a folder should be${at(path)}`,
};

function at(path: unknown): string {
  return typeof path === 'string' ? ` (${path})` : '';
}

interface SystemError {
  readonly message: string;
  readonly code?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
}

function systemProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code }: SystemError = error;
  if (typeof code !== 'string') return undefined;
  const message = systemProblems[code]?.(error);
  return message === undefined ? undefined : { code: code.toLowerCase(), message };
}

/** The message with those of its causes, which often hold the reason. */
function wholeMessage(error: unknown): string {
  if (!(error instanceof Error)) return wordsOf(error);
  const reason = error.cause instanceof Error ? wholeMessage(error.cause) : '';
  const own = error.message || reasonsOf(error) || error.name;
  return reason === '' || own.includes(reason) ? own : `${own}: ${reason}`;
}

/** Something thrown that is no error: its message, or else its members. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const message: unknown = Reflect.get(thrown, 'message');
  return typeof message === 'string' && message !== ''
    ? message
    : inspect(thrown, { breakLength: Number.POSITIVE_INFINITY });
}

/** Node joins the failures of several addresses (IPv6, IPv4) in an error without a message of its own. */
function reasonsOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(wholeMessage).join('; ') : '';
}
