import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** The classes of which a server makes its requests and responses. */
export interface ExpressMessages {
  /** For `createServer` of `node:http` and `node:https`. */
  readonly options: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
  /** Makes them the application's own kind; once, when the application is known. */
  adopt(web: Express): void;
}

/**
 * Express gives each request and response another prototype on arrival, after which the runtime's compiled code does
 * not fit them any more: that costs more than all the rest of Express. What is of the right kind from birth it leaves
 * as it is.
 */
export function expressMessages(): ExpressMessages {
  class WebRequest extends IncomingMessage {}
  class WebResponse<Request extends IncomingMessage> extends ServerResponse<Request> {}
  return {
    options: { IncomingMessage: WebRequest, ServerResponse: WebResponse },
    adopt(web) {
      // What the application adds is inherited, and the application takes the classes' prototypes for its own.
      Object.setPrototypeOf(WebRequest.prototype, web.request);
      Object.setPrototypeOf(WebResponse.prototype, web.response);
      Object.assign(web, { request: WebRequest.prototype, response: WebResponse.prototype });
    },
  };
}
