import type { Request, RequestHandler } from 'express';
import { parseQuery } from '../http/request.ts';
import { type Language, languageOf, type Translate, translatorFor } from '../messages/catalogue.ts';
import { type Page, sendPage } from './page.ts';

/** What became of opening a link; `contact` is the address or number it is about. */
export type ContactConfirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed' | 'taken'; readonly contact: string }
  | { readonly outcome: 'invalid' };

/**
 * `GET ...?c=<secret>&k=<key>&l=<language>`, the link of a message. Opening it confirms the address or number it was
 * sent to, with or without being signed in; whatever merely looks ahead of a person does not.
 */
export function contactValidationPage(
  kind: 'email' | 'phone',
  confirm: (key: string, secret: string) => Promise<ContactConfirmation>,
): RequestHandler {
  return async (request, response) => {
    const query = parseQuery(request.url);
    const language = languageOf(query.get('l') ?? undefined);
    if (!isVisit(request)) return sendPage(response, notVisitedPage(language, request.method));
    const confirmation = await confirm(query.get('k') ?? '', query.get('c') ?? '');
    sendPage(response, { language, ...pageOf(kind, confirmation, translatorFor(language)) });
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

function pageOf(
  kind: 'email' | 'phone',
  confirmation: ContactConfirmation,
  translate: Translate,
): Omit<Page, 'language'> {
  if (confirmation.outcome === 'invalid') {
    const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
    return { status: 404, title: translate('page.invalidLink.title'), paragraphs };
  }
  const { outcome, contact } = confirmation;
  const text = translate(`page.${kind}.${outcome}`, { contact });
  if (outcome === 'taken') {
    const paragraphs = [text, translate(`page.${kind}.takenAdvice`)];
    return { status: 409, title: translate(`page.${kind}.takenTitle`), paragraphs };
  }
  return {
    status: 200,
    title: translate(`page.${kind}.title`),
    paragraphs: [text, translate('page.return')],
  };
}
