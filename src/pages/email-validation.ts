import type { Request, RequestHandler } from 'express';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { parseQuery } from '../http/request.ts';
import type { SendMail } from '../messages/background-mail.ts';
import { type Language, languageOf, type Translate, translatorFor } from '../messages/catalogue.ts';
import { type Confirmation, confirmEmailAddress } from '../users/email-addresses/validation.ts';
import { type Page, sendPage } from './page.ts';

export interface EmailValidationParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sendMail: SendMail;
}

/**
 * `GET /emailvalidation?c=<secret>&k=<key>&l=<language>`, the link of a validation mail. Opening it confirms the
 * address, with or without being signed in; whatever merely looks ahead of a person does not.
 */
export function emailValidationPage({ db, clock, sendMail }: EmailValidationParts): RequestHandler {
  return async (request, response) => {
    const query = parseQuery(request.url);
    const language = languageOf(query.get('l') ?? undefined);
    if (!isVisit(request)) return sendPage(response, notVisitedPage(language, request.method));
    const [key, secret] = [query.get('k') ?? '', query.get('c') ?? ''];
    const confirmation = await confirmEmailAddress({ db, now: clock.now(), sendMail }, key, secret);
    sendPage(response, { language, ...pageOf(confirmation, translatorFor(language)) });
  };
}

/** Whether a person opens the page, as far as the browser tells: not a preview, a prefetch, or part of another page. */
function isVisit({ method, headers }: Request): boolean {
  const purposes = [headers['sec-purpose'], headers.purpose, headers['x-moz'], headers['x-purpose']];
  if (method !== 'GET' || purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose))))
    return false;
  const mode = headers['sec-fetch-mode'];
  return mode === undefined || mode === 'navigate';
}

/** A browser throws away what it fetched ahead when that is refused, and asks again when the person gets there. */
function notVisitedPage(language: Language, method: string): Page {
  const translate = translatorFor(language);
  return {
    status: method === 'HEAD' ? 200 : 403,
    language,
    title: translate('page.notVisited.title'),
    paragraphs: [translate('page.notVisited.text')],
  };
}

function pageOf(confirmation: Confirmation, translate: Translate): Omit<Page, 'language'> {
  if (confirmation.outcome === 'invalid') {
    const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
    return { status: 404, title: translate('page.invalidLink.title'), paragraphs };
  }
  const { outcome, address } = confirmation;
  if (outcome === 'taken') {
    const paragraphs = [translate('page.taken.text', { address }), translate('page.taken.advice')];
    return { status: 409, title: translate('page.taken.title'), paragraphs };
  }
  const paragraphs = [translate(`page.${outcome}.text`, { address }), translate('page.return')];
  return { status: 200, title: translate('page.confirmed.title'), paragraphs };
}
