import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** The classes that a server uses for its requests and responses. */
export interface ExpressMessages {
  /** For `createServer` of `node:http` and `node:https`. */
  readonly options: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
  /** Makes them inherit from the application's prototypes; call it once, when the application exists. */
  adopt(web: Express): void;
}

/**
 * Express changes the prototype of each request and response on arrival, which makes the runtime discard its optimized
 * code: that costs more than everything else in Express. It leaves objects alone that already have the right prototype.
 */
export function expressMessages(): ExpressMessages {
  class WebRequest extends IncomingMessage {}
  class WebResponse<Request extends IncomingMessage> extends ServerResponse<Request> {}
  return {
    options: { IncomingMessage: WebRequest, ServerResponse: WebResponse },
    adopt(web) {
      // The classes inherit what the application adds, and the application uses their prototypes as its own.
      Object.setPrototypeOf(WebRequest.prototype, web.request);
      Object.setPrototypeOf(WebResponse.prototype, web.response);
      Object.assign(web, { request: WebRequest.prototype, response: WebResponse.prototype });
    },
  };
}
