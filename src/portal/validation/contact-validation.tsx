import type { Request } from 'express';
import type { VNode } from 'preact';
import type { Actor } from '../../base/actor.ts';
import type { LinkMode } from '../../base/config.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';

/** The result of opening a link; `contact` is the email address or phone number. */
export type ContactConfirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed' | 'taken'; readonly contact: string }
  | { readonly outcome: 'invalid' };

export interface ContactPages {
  readonly GET: PageHandler;
  readonly POST?: PageHandler;
}

export interface ContactLink {
  readonly kind: 'email' | 'phone';
  readonly mode: LinkMode;
  readonly confirm: (actor: Actor, key: string, secret: string) => Promise<ContactConfirmation>;
  /** Whether the same user asked for the message in this browser: opening the link is then enough. */
  readonly isAskedHere: (page: PageRequest, key: string) => Promise<boolean>;
  /** Where this browser continues, if it is the waiting one. */
  readonly continueAt?: (page: PageRequest) => Promise<string | undefined>;
}

/**
 * `...?c=<secret>&k=<key>&l=<language>`, the link of a message. It confirms the email address or phone number that it
 * was sent to, without sign-in. A button confirms, unless this browser asked for the message or the settings say that
 * opening the link is enough. Programs that scan messages have no cookies and press no buttons.
 */
export function contactValidationPages(link: ContactLink): ContactPages {
  const { kind, mode, confirm, isAskedHere, continueAt } = link;
  const confirmed = async (page: PageRequest, key: string, secret: string) =>
    pageOf(kind, await confirm(actorOfPage(page), key, secret), page.translate, await continueAt?.(page));
  const GET: PageHandler = async (page) => {
    const { request, query, translate } = page;
    const key = query.get('k') ?? '';
    if (!isBrowserNavigation(request)) return notNavigatedPage(translate, request.method);
    if (mode === 'button' && !(await isAskedHere(page, key))) return buttonPage(page, kind);
    return confirmed(page, key, query.get('c') ?? '');
  };
  if (mode === 'open') return { GET };
  const POST: PageHandler = (page) =>
    confirmed(page, page.submission.values.k ?? '', page.submission.values.c ?? '');
  return { GET, POST };
}

function buttonPage(page: PageRequest, kind: 'email' | 'phone'): PageResponse {
  const { request, query, translate } = page;
  const title = translate(`page.${kind}.askTitle`);
  const content = (
    <Message title={title} paragraphs={[translate(`page.${kind}.ask`)]}>
      <Form page={page} action={`${request.path}?l=${page.language}`}>
        {['c', 'k'].map((name) => (
          <input key={name} type="hidden" name={name} value={query.get(name) ?? ''} />
        ))}
        <Submit>{translate('page.confirm')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

/** Whether a user opens the page, as far as the browser says: not a preview, a prefetch, or part of another page. */
export function isBrowserNavigation({ method, headers }: Request): boolean {
  const purposes = [headers['sec-purpose'], headers.purpose, headers['x-moz'], headers['x-purpose']];
  if (method !== 'GET' || purposes.some((purpose) => /prefetch|prerender|preview/i.test(String(purpose))))
    return false;
  const mode = headers['sec-fetch-mode'];
  return mode === undefined || mode === 'navigate';
}

/** The refusal makes a browser discard a prefetched page, and request it again when the user opens it. */
export function notNavigatedPage(translate: Translate, method: string): PageResponse {
  const paragraphs = [translate('page.notNavigated.text')];
  return messagePage(method === 'HEAD' ? 200 : 403, translate('page.notNavigated.title'), paragraphs);
}

function pageOf(
  kind: 'email' | 'phone',
  confirmation: ContactConfirmation,
  translate: Translate,
  next: string | undefined,
): PageResponse {
  if (confirmation.outcome === 'invalid') {
    const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
    const signIn = <a href="/login">{translate('recovery.signIn')}</a>;
    return messagePage(404, translate('page.invalidLink.title'), paragraphs, <p>{signIn}</p>);
  }
  const { outcome, contact } = confirmation;
  const text = translate(`page.${kind}.${outcome}`, { contact });
  const home = (
    <p>
      <a href="/">{translate('error.home')}</a>
    </p>
  );
  if (outcome === 'taken') {
    const paragraphs = [text, translate(`page.${kind}.takenAdvice`)];
    return messagePage(409, translate(`page.${kind}.takenTitle`), paragraphs, home);
  }
  const title = translate(`page.${kind}.title`);
  if (next === undefined) return messagePage(200, title, [text, translate('page.return')], home);
  const content = (
    <Message title={title} paragraphs={[text]}>
      <p>
        <a class="button primary" href={next}>
          {translate('page.continue')}
        </a>
      </p>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

/** The URL of these pages contains a secret. */
function messagePage(
  status: number,
  title: string,
  paragraphs: readonly string[],
  way?: VNode,
): PageResponse {
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      {way}
    </Message>
  );
  return { status, page: { title, content, hasSecretAddress: true } };
}
