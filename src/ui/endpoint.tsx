import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isForm } from '../web/body.ts';
import { checkCsrfToken, checkSameOrigin, csrfField } from '../web/csrf.ts';
import { logFailure } from '../web/error-handler.ts';
import { readFileSubmission, readSubmission } from '../web/form.ts';
import { localPath } from '../web/local-path.ts';
import { isMultipart } from '../web/multipart.ts';
import { endpoint } from '../web/web.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { errorPage, failureAnswer } from './failure.tsx';
import { type PageDependencies, type PageRequest, startPageRequest } from './page-request.ts';

export type PageHandler = (page: PageRequest) => Promise<Answer> | Answer;

/**
 * Answers one address of the site. A form is refused without its token; any post is refused when the browser says that
 * it comes from another site. Failures become a page, for JSON callers JSON.
 */
export function pageEndpoint(
  deps: PageDependencies,
  handlers: { readonly GET?: PageHandler; readonly POST?: PageHandler },
  options: EndpointOptions = {},
): RequestHandler {
  const { formPage } = options;
  const all = formPage === undefined || handlers.GET ? handlers : { GET: backTo(formPage), ...handlers };
  const answers = Object.entries(all).map(([method, handler]) => [
    method,
    (request: Request, response: Response) =>
      answerPage({ ...deps, ...options, hasPage: all.GET !== undefined }, handler, request, response),
  ]);
  const known = endpoint(Object.fromEntries(answers), options.isForOtherSites ? emptyAnswer : undefined);
  return async (request, response, next) => {
    try {
      await known(request, response, next);
    } catch (error) {
      const page = await startPageRequest(deps, request, response);
      await sendAnswer(page, failureAnswer(deps, page, error));
    }
  };
}

export interface EndpointOptions {
  /** Other sites may send browsers here with a form; it changes nothing by itself. */
  readonly isForOtherSites?: boolean;
  /** The page with the form that posts here, where that is another address. */
  readonly formPage?: string;
  /** The largest form in bytes of a page whose form has a file. */
  readonly uploadLimit?: number;
}

/** A browser that is left at the address of a form, because that was refused, finds its page there. */
function backTo(formPage: string): PageHandler {
  return ({ request }) => ({ redirect: formPage + searchOf(request.originalUrl) });
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

type EndpointDependencies = PageDependencies & EndpointOptions & { readonly hasPage: boolean };

/** OPTIONS of what is part of the token service. */
const emptyAnswer: RequestHandler = (_request, response) => void response.status(200).end();

/** Shows browsers what goes wrong before any page is reached; programs get it from the last error handler. */
export function failurePage(deps: PageDependencies): ErrorRequestHandler {
  return async (error, request, response, next) => {
    const isPage = !/^\/(api|v1)(\/|$)/.test(request.path) && request.accepts(['json', 'html']) === 'html';
    if (!isPage || response.headersSent) return next(error);
    const page = await startPageRequest(deps, request, response);
    await sendAnswer(page, failureAnswer(deps, page, error));
  };
}

/** Ends the pages: an unknown address is a page for browsers, and left to the JSON answer for programs. */
export function unknownPage(deps: PageDependencies): RequestHandler {
  return async (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next();
    const page = await startPageRequest(deps, request, response);
    await sendAnswer(page, errorPage(page, 404));
  };
}

/** `GET /error`, `GET /error{n}`: the page of a status, with that status; anything that is none counts as 400. */
export const numberedErrorPage: PageHandler = (page) => {
  const given = Number(/^\/error(\d{3})$/.exec(page.request.path)?.[1]);
  return errorPage(page, given >= 400 && given <= 599 ? given : 400);
};

async function answerPage(
  deps: EndpointDependencies,
  handler: PageHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const page = await startPageRequest(deps, request, response);
  try {
    await sendAnswer(page, await handler(await withSubmission(deps, page)));
  } catch (error) {
    if (response.headersSent) return logFailure(error, deps.log.child({ requestId: page.requestId }));
    await sendAnswer(page, failureAnswer(deps, page, error, placeToTryAgain(deps, page)));
  }
}

/** Where a person was, with the query: the sign-in of an application goes on from there. */
function placeToTryAgain(
  { formPage, hasPage, isForOtherSites }: EndpointDependencies,
  { request: { method, originalUrl } }: PageRequest,
): string | undefined {
  if (method !== 'POST') return localPath(originalUrl);
  if (formPage !== undefined) return localPath(formPage + searchOf(originalUrl));
  return hasPage && !isForOtherSites ? localPath(originalUrl) : undefined;
}

async function withSubmission(
  { publicUrl, sealing, isForOtherSites, uploadLimit }: EndpointDependencies,
  page: PageRequest,
): Promise<PageRequest> {
  const { request, response } = page;
  if (request.method !== 'POST') return page;
  if (isForOtherSites) {
    if (!isForm(request)) return page;
    return { ...page, submission: await readSubmission(request, response) };
  }
  const hasFile = uploadLimit !== undefined && isMultipart(request);
  checkSameOrigin(request, publicUrl, hasFile || isForm(request));
  const submission = hasFile
    ? await readFileSubmission(request, response, uploadLimit)
    : await readSubmission(request, response);
  if (submission.kind === 'form') checkCsrfToken(sealing, page.cookies, submission.values[csrfField]);
  return { ...page, submission };
}
