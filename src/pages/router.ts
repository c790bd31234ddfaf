import { type ErrorRequestHandler, Router } from 'express';
import { toApiError } from '../http/error-handler.ts';
import { parseQuery } from '../http/request.ts';
import { endpoint, requestIdOf } from '../http/web.ts';
import type { Logger } from '../log.ts';
import { languageOf, translatorFor } from '../messages/catalogue.ts';
import { type EmailValidationParts, emailValidationPage } from './email-validation.ts';
import { sendPage } from './page.ts';
import { type PhoneValidationParts, phoneValidationPage } from './phone-validation.ts';

export interface PagesParts extends EmailValidationParts, PhoneValidationParts {
  readonly log: Logger;
}

/** The pages for people. What it does not know is left to whoever comes after. */
export function createPagesRouter(parts: PagesParts): Router {
  const router = Router({ caseSensitive: true });
  router.all('/emailvalidation', endpoint({ GET: emailValidationPage(parts) }));
  router.all('/phonevalidation', endpoint({ GET: phoneValidationPage(parts) }));
  router.use(errorPage(parts.log));
  return router;
}

/** A failure in words for people; the rest of it is in the log under the request's id. */
function errorPage(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, code, headers } = toApiError(error);
    const language = languageOf(parseQuery(request.url).get('l') ?? undefined);
    const translate = translatorFor(language);
    const requestId = requestIdOf(response);
    if (status >= 500) log.error({ err: error, requestId }, 'page failed');
    response.set(headers);
    const kind = status >= 500 ? 'failed' : 'refused';
    sendPage(response, {
      status,
      language,
      title: translate(`page.${kind}.title`),
      paragraphs: [translate(`page.${kind}.text`, { code, requestId })],
    });
  };
}
