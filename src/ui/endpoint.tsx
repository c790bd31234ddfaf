import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { MethodNotAllowed } from '../base/errors.ts';
import { isForm } from '../web/body.ts';
import { checkCsrfToken, checkSameOrigin } from '../web/csrf.ts';
import { logFailure } from '../web/error-handler.ts';
import { readFileSubmission, readSubmission } from '../web/form.ts';
import { localPath } from '../web/local-path.ts';
import { isMultipart } from '../web/multipart.ts';
import { endpoint } from '../web/web.ts';
import { errorPage, failureResponse } from './failure.tsx';
import { noSubmission, type PageDependencies, type PageRequest, startPageRequest } from './page-request.ts';
import { type PageResponse, sendResponse } from './page-response.ts';
import { switchField, tokenIn } from './typed.tsx';

export type PageHandler = (page: PageRequest) => Promise<PageResponse> | PageResponse;

/**
 * Answers one path of the site. A form without a valid token is refused, and so is any POST that, according to the
 * browser, comes from another site. Errors are shown as a page, or as JSON to JSON callers.
 */
export function pageEndpoint(
  deps: PageDependencies,
  handlers: { readonly GET?: PageHandler; readonly POST?: PageHandler },
  options: EndpointOptions = {},
): RequestHandler {
  const { formPage } = options;
  const all = formPage === undefined || handlers.GET ? handlers : { GET: backTo(formPage), ...handlers };
  const respondWith = (handler: PageHandler) => (request: Request, response: Response) =>
    respondWithPage(
      {
        ...deps,
        ...options,
        hasPage: all.GET !== undefined,
        pageAgain: options.takesSwitch ? undefined : handlers.GET,
      },
      handler,
      request,
      response,
    );
  const responders = Object.entries(all).map(([method, handler]) => [method, respondWith(handler)]);
  const known = endpoint(Object.fromEntries(responders), options.isForOtherSites ? emptyResponse : undefined);
  const switched = handlers.GET && !handlers.POST && endpoint({ POST: respondWith(onlySwitched) });
  return async (request, response, next) => {
    try {
      const isSwitch = request.method === 'POST' && isForm(request);
      await (switched && isSwitch ? switched : known)(request, response, next);
    } catch (error) {
      const page = await startPageRequest(deps, request, response);
      await sendResponse(page, failureResponse(deps, page, error));
    }
  };
}

export interface EndpointOptions {
  /** Whether other sites may send browsers here with a form; the form changes nothing by itself. */
  readonly isForOtherSites?: boolean;
  /** The page with the form that posts here, if it has another path. */
  readonly formPage?: string;
  /** Whether this path stores a language chosen in a form, and has the form re-posted to its page. */
  readonly takesSwitch?: boolean;
  /** For a page with a file upload: the largest form, in bytes. */
  readonly uploadLimit?: number;
  /** For a page with long texts: the largest form without a file, in bytes. */
  readonly formLimit?: number;
}

/** After a refused form the browser stays at its path; a reload then leads to the page of the form. */
function backTo(formPage: string): PageHandler {
  return ({ request }) => ({ redirect: formPage + searchOf(request.originalUrl) });
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

type EndpointDependencies = PageDependencies &
  EndpointOptions & {
    readonly hasPage: boolean;
    /** The page of this path, if any; shown again after another language was chosen there. */
    readonly pageAgain: PageHandler | undefined;
  };

/** A path without a form accepts no POST, except for choosing a language. */
const onlySwitched: PageHandler = () => {
  throw new MethodNotAllowed('GET, HEAD, OPTIONS');
};

/** The response to OPTIONS on pages of the token service. */
const emptyResponse: RequestHandler = (_request, response) => void response.status(200).end();

/**
 * Shows browsers an error page for failures before any page is reached. Programs get JSON from the last error handler.
 */
export function failurePage(deps: PageDependencies): ErrorRequestHandler {
  return async (error, request, response, next) => {
    const isPage = !/^\/(api|v1)(\/|$)/.test(request.path) && request.accepts(['json', 'html']) === 'html';
    if (!isPage || response.headersSent) return next(error);
    const page = await startPageRequest(deps, request, response);
    await sendResponse(page, failureResponse(deps, page, error));
  };
}

/** The last handler of the pages: an unknown path is a page for browsers, JSON for programs. */
export function unknownPage(deps: PageDependencies): RequestHandler {
  return async (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next();
    const page = await startPageRequest(deps, request, response);
    await sendResponse(page, errorPage(page, 404));
  };
}

/**
 * `GET /error`, `GET /error{n}`: the page for a status, with that status. Anything that is not an error status counts
 * as 400.
 */
export const numberedErrorPage: PageHandler = (page) => {
  const given = Number(/^\/error(\d{3})$/.exec(page.request.path)?.[1]);
  return errorPage(page, given >= 400 && given <= 599 ? given : 400);
};

async function respondWithPage(
  deps: EndpointDependencies,
  handler: PageHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const started = await startPageRequest(deps, request, response);
  const page = { ...started, place: placeToTryAgain(deps, started) ?? started.place };
  try {
    const posted = await withSubmission(deps, page);
    const { pageAgain } = deps;
    const switched = pageAgain && switchedPage(posted);
    if (switched) await sendResponse(switched, await pageAgain(switched));
    else await sendResponse(page, await handler(posted));
  } catch (error) {
    if (response.headersSent) return logFailure(error, deps.log.child({ requestId: page.requestId }));
    await sendResponse(page, failureResponse(deps, page, error, placeToTryAgain(deps, page)));
  }
}

/** The page again with the typed values, if a form was submitted to choose another language. */
function switchedPage(posted: PageRequest): PageRequest | undefined {
  const { submission, request } = posted;
  if (submission.kind !== 'form' || submission.values[switchField] === undefined) return undefined;
  return { ...posted, place: request.originalUrl, submission: noSubmission, switched: submission };
}

/** The page that the visitor came from, with its query, so that an application's sign-in can continue. */
function placeToTryAgain(
  { formPage, hasPage, isForOtherSites }: EndpointDependencies,
  { request: { method, originalUrl } }: PageRequest,
): string | undefined {
  if (method !== 'POST') return localPath(originalUrl);
  if (formPage !== undefined) return localPath(formPage + searchOf(originalUrl));
  return hasPage && !isForOtherSites ? localPath(originalUrl) : undefined;
}

async function withSubmission(
  { publicUrl, sealing, isForOtherSites, uploadLimit, formLimit }: EndpointDependencies,
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
    : await readSubmission(request, response, formLimit);
  if (submission.kind === 'form') checkCsrfToken(sealing, page.cookies, tokenIn(submission));
  return { ...page, submission };
}
