import type { Request, Response } from 'express';
import type { Actor } from '../base/actor.ts';
import type { Clock } from '../base/clock.ts';
import type { LegalKind } from '../base/legal-kinds.ts';
import type { Logger } from '../base/log.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { type Language, type Translate, translatorFor } from '../i18n/catalogue.ts';
import type { LegalTexts } from '../i18n/legal-texts.ts';
import type { FoundSession } from '../sessions/queries.ts';
import { actorIn, type Session, type SessionPurpose } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { type Cookies, readCookies } from '../web/cookies.ts';
import { csrfTokenOf } from '../web/csrf.ts';
import type { Submission } from '../web/form.ts';
import { parseQuery } from '../web/request.ts';
import { requestContextOf } from '../web/request-context.ts';
import { languageOfPage } from './language.ts';
import type { ServiceLook } from './service-look.ts';
import type { TypedForm } from './typed.tsx';

export type Theme = 'light' | 'dark' | 'system';

/** A request for a page, with what its response needs to know about the browser. */
export interface PageRequest {
  readonly request: Request;
  readonly response: Response;
  readonly now: Date;
  readonly query: URLSearchParams;
  /** The submitted form or JSON; empty for GET. */
  readonly submission: Submission;
  /** The path of the page itself, which answers GET. */
  readonly place: string;
  /** The form in which another language was chosen. The page shows its values again. */
  readonly switched: Submission | undefined;
  /** The forms of the page, collected during rendering. */
  readonly forms: TypedForm[];
  readonly language: Language;
  readonly translate: Translate;
  readonly theme: Theme;
  readonly cookies: Cookies;
  readonly requestId: string;
  /** The network of the visitor, for rate limits. */
  readonly network: string;
  readonly userAgent: string;
  readonly look: ServiceLook;
  /** The operator's legal texts. */
  readonly legalKinds: readonly LegalKind[];
  /** The live session of this browser, looked up once. */
  session(purpose: SessionPurpose): Promise<FoundSession | undefined>;
  /** The token for the forms of the page; sets the cookie that identifies the browser. */
  csrfToken(): string;
}

/** The dependencies of every page. */
export interface PageDependencies {
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly legalTexts: LegalTexts;
  readonly look: ServiceLook;
  readonly log: Logger;
}

/** The submission of a request without a body. */
export const noSubmission: Submission = { kind: 'form', values: {}, all: () => [] };

/** Looks up the signed-in user at once, because the language depends on it. */
export async function startPageRequest(
  deps: PageDependencies,
  request: Request,
  response: Response,
): Promise<PageRequest> {
  const now = deps.clock.now();
  const context = requestContextOf(response);
  const query = parseQuery(request.url);
  const cookies = readCookies(request, deps.publicUrl);
  const session = sessionsOf(deps, cookies, now);
  const own = await session('interactive');
  if (own) context.caller = 'session';
  const language = languageOfPage(request, query, cookies, own?.language);
  return {
    request,
    response,
    now,
    query,
    submission: noSubmission,
    place: request.originalUrl,
    switched: undefined,
    forms: [],
    language,
    translate: translatorFor(language),
    theme: themeOf(cookies),
    cookies,
    requestId: context.requestId,
    network: context.network(),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    look: deps.look,
    legalKinds: [...deps.legalTexts.keys()],
    session,
    csrfToken: () => csrfTokenOf(deps.sealing, cookies),
  };
}

/** Looks each session up once. */
function sessionsOf({ sessions }: PageDependencies, cookies: Cookies, now: Date): PageRequest['session'] {
  const found = new Map<SessionPurpose, Promise<FoundSession | undefined>>();
  return (purpose) => {
    const session = found.get(purpose) ?? sessions.find(cookies, purpose, now);
    found.set(purpose, session);
    return session;
  };
}

function themeOf(cookies: Cookies): Theme {
  const chosen = cookies.get('theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** The actor of a page request. @param session the session it belongs to */
export function actorOfPage(
  { requestId, network, userAgent, now }: Pick<PageRequest, 'requestId' | 'network' | 'userAgent' | 'now'>,
  session?: Pick<Session, 'sessionId' | 'username' | 'clientId'>,
): Actor {
  const actor = { requestId, network, userAgent, now };
  return session ? actorIn(actor, session) : actor;
}
