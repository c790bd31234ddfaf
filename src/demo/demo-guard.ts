import type { RequestListener } from 'node:http';
import type { Config } from '../base/config.ts';
import { Forbidden } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { respondWithError } from '../web/error-handler.ts';
import { isLoopbackCaller } from '../web/loopback-caller.ts';
import { hasDemoFile } from './demo-file.ts';

/**
 * If the data directory of a development server holds demo passwords, refuses callers from other machines,
 * whatever address the server now listens on.
 */
export function guardDemoData(
  { mode, dataDir }: Pick<Config, 'mode' | 'dataDir'>,
  log: Logger,
  listener: RequestListener,
): RequestListener {
  if (mode !== 'development') return listener;
  return (request, response) => {
    if (isLoopbackCaller(request) || !hasDemoFile(dataDir)) return listener(request, response);
    const description = 'A server with demo data answers only programs on its own machine, at localhost.';
    respondWithError(response, new Forbidden('forbidden', { description }), log);
  };
}
