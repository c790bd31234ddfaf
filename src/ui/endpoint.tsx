import type { Request, RequestHandler, Response } from 'express';
import { checkCsrfToken, checkSameOrigin, csrfField } from '../web/csrf.ts';
import { logFailure } from '../web/error-handler.ts';
import { isForm, readSubmission } from '../web/form.ts';
import { localPath } from '../web/local-path.ts';
import { endpoint } from '../web/web.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { errorPage, failureAnswer } from './failure.tsx';
import { startVisit, type Visit, type VisitParts } from './page-request.ts';

export type PageHandler = (visit: Visit) => Promise<Answer> | Answer;

/**
 * Answers one address of the site. A form is refused without its token; any post is refused when the browser says that
 * it comes from another site. Failures become a page, for JSON callers JSON.
 */
export function pageEndpoint(
  parts: VisitParts,
  handlers: { readonly GET?: PageHandler; readonly POST?: PageHandler },
  options: EndpointOptions = {},
): RequestHandler {
  const answers = Object.entries(handlers).map(([method, handler]) => [
    method,
    (request: Request, response: Response) =>
      answerVisit({ ...parts, ...options, hasPage: handlers.GET !== undefined }, handler, request, response),
  ]);
  const known = endpoint(Object.fromEntries(answers), options.isForOtherSites ? emptyAnswer : undefined);
  return async (request, response, next) => {
    try {
      await known(request, response, next);
    } catch (error) {
      const visit = await startVisit(parts, request, response);
      await sendAnswer(visit, failureAnswer(parts, visit, error));
    }
  };
}

export interface EndpointOptions {
  /** Other sites may send browsers here with a form; it changes nothing by itself. */
  readonly isForOtherSites?: boolean;
  /** The page with the form that posts here, where that is another address. */
  readonly formPage?: string;
}

type EndpointParts = VisitParts & EndpointOptions & { readonly hasPage: boolean };

/** OPTIONS of what is part of the token service. */
const emptyAnswer: RequestHandler = (_request, response) => void response.status(200).end();

/** Ends the pages: an unknown address is a page for browsers, and left to whoever comes after for programs. */
export function unknownPage(parts: VisitParts): RequestHandler {
  return async (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next();
    const visit = await startVisit(parts, request, response);
    await sendAnswer(visit, errorPage(visit, 404));
  };
}

/** `GET /error`, `GET /error{n}`: the page of a status, with that status; anything that is none counts as 400. */
export const numberedErrorPage: PageHandler = (visit) => {
  const given = Number(/^\/error(\d{3})$/.exec(visit.request.path)?.[1]);
  return errorPage(visit, given >= 400 && given <= 599 ? given : 400);
};

async function answerVisit(
  parts: EndpointParts,
  handler: PageHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const visit = await startVisit(parts, request, response);
  try {
    await sendAnswer(visit, await handler(await withSubmission(parts, visit)));
  } catch (error) {
    if (response.headersSent) return logFailure(error, parts.log.child({ requestId: visit.requestId }));
    await sendAnswer(visit, failureAnswer(parts, visit, error, placeToTryAgain(parts, visit)));
  }
}

/** Where a person was, with the query: the sign-in of an application goes on from there. */
function placeToTryAgain(
  { formPage, hasPage, isForOtherSites }: EndpointParts,
  { request: { method, originalUrl } }: Visit,
): string | undefined {
  const [, search = ''] = /^[^?]*(\?.*)?$/.exec(originalUrl) ?? [];
  if (method !== 'POST') return localPath(originalUrl);
  if (formPage !== undefined) return localPath(`${formPage}${search}`);
  return hasPage && !isForOtherSites ? localPath(originalUrl) : undefined;
}

async function withSubmission(
  { publicUrl, sealing, isForOtherSites }: EndpointParts,
  visit: Visit,
): Promise<Visit> {
  if (visit.request.method !== 'POST') return visit;
  if (isForOtherSites) {
    if (!isForm(visit.request)) return visit;
    return { ...visit, submission: await readSubmission(visit.request, visit.response) };
  }
  checkSameOrigin(visit.request, publicUrl, isForm(visit.request));
  const submission = await readSubmission(visit.request, visit.response);
  if (submission.kind === 'form') checkCsrfToken(sealing, visit.cookies, submission.values[csrfField]);
  return { ...visit, submission };
}
