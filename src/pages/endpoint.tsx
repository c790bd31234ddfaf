import type { Request, RequestHandler, Response } from 'express';
import { logFailure, toApiError } from '../http/error-handler.ts';
import { endpoint } from '../http/web.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { Message } from './components.tsx';
import { checkCsrfToken, checkSameOrigin, csrfField } from './csrf.ts';
import { isForm, readSubmission } from './form.ts';
import { startVisit, type Visit, type VisitParts } from './visit.ts';

export type PageHandler = (visit: Visit) => Promise<Answer> | Answer;

/**
 * Answers one address of the site. A form is refused without its token; any post is refused when the browser says that
 * it comes from another site. Failures become a page, for JSON callers JSON.
 */
export function pageEndpoint(
  parts: VisitParts,
  handlers: { readonly GET?: PageHandler; readonly POST?: PageHandler },
  openness: Openness = {},
): RequestHandler {
  const answers = Object.entries(handlers).map(([method, handler]) => [
    method,
    (request: Request, response: Response) =>
      answerVisit({ ...parts, ...openness }, handler, request, response),
  ]);
  const known = endpoint(Object.fromEntries(answers), openness.isForOtherSites ? emptyAnswer : undefined);
  return async (request, response, next) => {
    try {
      await known(request, response, next);
    } catch (error) {
      const visit = await startVisit(parts, request, response);
      await sendAnswer(visit, failureAnswer(parts, visit, error));
    }
  };
}

/** Whom a page answers. */
export interface Openness {
  /** Other sites may send browsers here with a form; it changes nothing by itself. */
  readonly isForOtherSites?: boolean;
}

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
  parts: VisitParts & Openness,
  handler: PageHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const visit = await startVisit(parts, request, response);
  try {
    await sendAnswer(visit, await handler(await withSubmission(parts, visit)));
  } catch (error) {
    if (response.headersSent) return logFailure(error, parts.log.child({ requestId: visit.requestId }));
    await sendAnswer(visit, failureAnswer(parts, visit, error));
  }
}

async function withSubmission(
  { publicUrl, sealing, isForOtherSites }: VisitParts & Openness,
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

/** A failure in words for people; the rest of it is in the log under the request's id. */
function failureAnswer({ log }: VisitParts, visit: Visit, error: unknown): Answer {
  const refusal = toApiError(error);
  const { requestId, request, response } = visit;
  logFailure(error, log.child({ requestId }));
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  const wantsJson = /^\s*application\/json/i.test(request.headers['content-type'] ?? '');
  if (wantsJson)
    return {
      status: refusal.status,
      json: {
        error: refusal.code,
        ...(refusal.description !== undefined && { error_description: refusal.description }),
      },
    };
  return errorPage(visit, refusal.status, refusal.code);
}

/** What went wrong, what to do, and the number to report it under. */
export function errorPage(visit: Visit, status: number, code = ''): Answer {
  const { translate, requestId } = visit;
  const kind = errorKindOf(status, code);
  const title = translate(`error.${kind}.title`);
  const content = (
    <Message title={title} paragraphs={[errorText(visit, kind)]}>
      <p class="hint">{translate('error.requestId', { requestId })}</p>
      <p>
        <a href="/">{translate('error.home')}</a>
      </p>
    </Message>
  );
  return { status, page: { title, content } };
}

/** How long to wait is in the headers already, for programs. */
function errorText({ translate, response }: Visit, kind: ReturnType<typeof errorKindOf>): string {
  const seconds = Number(response.getHeader('Retry-After'));
  if (kind !== 'tooMany' || !(seconds > 0)) return translate(`error.${kind}.text`);
  return translate('error.tooMany.wait', { minutes: Math.ceil(seconds / 60) });
}

function errorKindOf(status: number, code: string) {
  if (code === 'form_expired' || code === 'foreign_origin') return 'formExpired';
  if (code === 'phonenumber_not_served') return 'numberNotServed';
  if (status === 404) return 'notFound';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'tooMany';
  if (status === 503) return 'busy';
  return status >= 500 ? 'failed' : 'refused';
}
