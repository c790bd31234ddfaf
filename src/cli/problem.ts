import { inspect } from 'node:util';
import { ConfigError } from '../base/config.ts';
import { ApiError } from '../base/errors.ts';

/** A mistake on the command line, with a message for the operator. */
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

/** Turns any thrown value into a message: what is wrong and, if known, what to do about it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CliProblem) return { code: error.code, message: error.message };
  if (error instanceof ConfigError) return { code: 'invalid_settings', message: error.message };
  if (error instanceof ApiError) return { code: error.code, message: messageOf(error) };
  return systemProblem(error) ?? { code: 'failed', message: wholeMessage(error) };
}

/** Messages for codes that do not explain themselves. */
const texts: Readonly<Record<string, string>> = {
  last_operator: 'this is the last operator: add another one first, or remove the role',
  no_warning_possible: 'the user has no confirmed email address to warn, or no mail can be sent',
};

/** Descriptions refer to members of a request body, which a command line does not have. */
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
  EROFS: ({ path }) => `the disk is read-only${at(path)}: IYO_DATA_DIR must be a writable folder`,
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

/** The message of an error with those of its causes, which often hold the reason. */
function wholeMessage(error: unknown): string {
  if (!(error instanceof Error)) return wordsOf(error);
  const reason = error.cause instanceof Error ? wholeMessage(error.cause) : '';
  const own = error.message || reasonsOf(error) || error.name;
  return reason === '' || own.includes(reason) ? own : `${own}: ${reason}`;
}

/** Describes a thrown value that is not an error: by its message, or else by its members. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const message: unknown = Reflect.get(thrown, 'message');
  return typeof message === 'string' && message !== ''
    ? message
    : inspect(thrown, { breakLength: Number.POSITIVE_INFINITY });
}

/**
 * When connecting to several addresses fails (IPv6, IPv4), Node throws one error without a message that holds
 * the failures.
 */
function reasonsOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(wholeMessage).join('; ') : '';
}
