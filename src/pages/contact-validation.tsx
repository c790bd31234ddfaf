import type { Request } from 'express';
import type { Translate } from '../messages/catalogue.ts';
import type { Answer } from './answer.ts';
import { Message } from './components.tsx';
import type { PageHandler } from './endpoint.tsx';

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
): PageHandler {
  return async ({ request, query, translate }) => {
    if (!isVisit(request)) return notVisitedPage(translate, request.method);
    const confirmation = await confirm(query.get('k') ?? '', query.get('c') ?? '');
    return pageOf(kind, confirmation, translate);
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
function notVisitedPage(translate: Translate, method: string): Answer {
  const paragraphs = [translate('page.notVisited.text')];
  return messagePage(method === 'HEAD' ? 200 : 403, translate('page.notVisited.title'), paragraphs);
}

function pageOf(kind: 'email' | 'phone', confirmation: ContactConfirmation, translate: Translate): Answer {
  if (confirmation.outcome === 'invalid') {
    const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
    return messagePage(404, translate('page.invalidLink.title'), paragraphs);
  }
  const { outcome, contact } = confirmation;
  const text = translate(`page.${kind}.${outcome}`, { contact });
  if (outcome === 'taken') {
    const paragraphs = [text, translate(`page.${kind}.takenAdvice`)];
    return messagePage(409, translate(`page.${kind}.takenTitle`), paragraphs);
  }
  return messagePage(200, translate(`page.${kind}.title`), [text, translate('page.return')]);
}

/** The address of these pages holds a secret. */
function messagePage(status: number, title: string, paragraphs: readonly string[]): Answer {
  const content = <Message title={title} paragraphs={paragraphs} />;
  return { status, page: { title, content, hasSecretAddress: true } };
}
