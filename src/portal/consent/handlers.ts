import { denyConsent, submitConsent } from '../../authorization-requests/consent/acts.ts';
import {
  type ConsentQuestion,
  loadQuestion,
  type Unanswerable,
} from '../../authorization-requests/consent/consent-question.ts';
import { devicePath } from '../../authorization-requests/sign-in-address.ts';
import type { Actor } from '../../base/actor.ts';
import { respondToClient } from '../../oauth/authorize/client-response.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { addableKind } from '../entries/kinds.ts';
import { stepUp } from '../step-up.ts';
import { consentAddress } from './consent-address.ts';
import { consentPage } from './consent-page.tsx';
import { confirmContact, confirmOwnership, sentTo } from './contact-confirmation.ts';
import type { ConsentDependencies } from './dependencies.ts';
import { confirmByCode } from './phone-code-form.tsx';
import { type Choices, choicesIn, firstChoices, readSelection } from './selection-form.ts';
import { unanswerablePage } from './unanswerable-page.tsx';

/** `GET /authorize`: asks the user what the client may see. */
export function showConsent(deps: ConsentDependencies): PageHandler {
  return async (page) => {
    const question = await questionOf(deps, page);
    if ('problem' in question) return unanswerablePage(page, question);
    const choices = page.query.has('kept') ? choicesIn(page.query) : await firstChoices(deps.db, question);
    return consentPage(deps, page, question, { choices, sentTo: sentTo(page, question) });
  };
}

/** `POST /authorize`: the user's decision, or a step before it. */
export function submitConsentPage(deps: ConsentDependencies): PageHandler {
  return async (page) => {
    const question = await questionOf(deps, page);
    if ('problem' in question) return unanswerablePage(page, question);
    const { values } = page.submission;
    const choices = choicesIn(Object.entries(values));
    const [action = '', ...rest] = (values.do ?? '').split('|');
    if (action === 'allow') return submitAllowed(deps, page, question, choices);
    if (action === 'cancel') return submitDenied(deps, page, question);
    if (action === 'add') return { redirect: addAddress(page, question, choices, rest[0]) };
    if (action === '') return { redirect: consentAddress(page, question.handle, choices) };
    const back =
      action === 'code' ? page.request.originalUrl : consentAddress(page, question.handle, choices);
    const reauthentication = stepUp(question.session, page.now, back);
    if (reauthentication) return reauthentication;
    if (action === 'code') return submitCode(deps, page, question);
    const sent =
      action === 'confirm'
        ? await confirmContact(deps, page, question, rest)
        : action === 'own' && (await confirmOwnership(deps, page, question, rest[0]));
    return { redirect: consentAddress(page, question.handle, choices, sent || {}) };
  };
}

/** The code has its own form next to the choices, so these come from the URL. */
async function submitCode(
  deps: ConsentDependencies,
  page: PageRequest,
  question: ConsentQuestion,
): Promise<PageResponse> {
  const choices = choicesIn(page.query);
  const codeErrors = await confirmByCode(deps, page, question);
  if (Object.keys(codeErrors).length === 0)
    return { redirect: consentAddress(page, question.handle, choices) };
  return consentPage(deps, page, question, { choices, sentTo: sentTo(page, question), codeErrors });
}

async function submitAllowed(
  deps: ConsentDependencies,
  page: PageRequest,
  question: ConsentQuestion,
  choices: Choices,
): Promise<PageResponse> {
  const { selection, errors } = readSelection(question, choices);
  if (errors.size > 0) return consentPage(deps, page, question, { choices, errors });
  const granted = await submitConsent(deps, actorOf(page, question), question, selection);
  if (granted === undefined) return unanswerablePage(page, { problem: 'decided', request: question.request });
  if (granted === 'device') return { redirect: `${devicePath}/allowed` };
  const { clientId, redirectUri } = question.request;
  await deps.recordAnswered({ clientId, redirectUri, requestId: page.requestId }, page.now);
  return backToClient(deps, page, question, { code: granted.code });
}

/** RFC 6749, section 4.1.2.1: reports to the client that the user refused. */
async function submitDenied(
  deps: ConsentDependencies,
  page: PageRequest,
  question: ConsentQuestion,
): Promise<PageResponse> {
  const isFirst = await denyConsent(deps, actorOf(page, question), question);
  if (!isFirst) return unanswerablePage(page, { problem: 'decided', request: question.request });
  if (question.request.deviceHash) return { redirect: `${devicePath}/refused` };
  const description = 'The user does not want to share the information.';
  return backToClient(deps, page, question, { error: 'access_denied', error_description: description });
}

/** The client is recorded in the audit log. */
function actorOf(page: PageRequest, { session, request: { clientId } }: ConsentQuestion): Actor {
  return { ...actorOfPage(page, session), clientId };
}

function backToClient(
  { publicUrl: issuer }: ConsentDependencies,
  page: PageRequest,
  { request: { redirectUri, responseMode, state } }: ConsentQuestion,
  values: Readonly<Record<string, string>>,
): PageResponse {
  return respondToClient(page, { redirectUri, responseMode, state, issuer }, values);
}

function addAddress(
  page: PageRequest,
  { handle, items }: ConsentQuestion,
  choices: Choices,
  itemId = '',
): string {
  const item = items.find((each) => each.id === itemId);
  const kind = item?.type === 'entry' ? addableKind(item.kind) : undefined;
  if (!kind) return consentAddress(page, handle, choices);
  return consentAddress(page, handle, choices, { for: itemId }, `/authorize/add/${kind.name}`);
}

/** Loads the consent question in the URL. */
export async function questionOf(
  { db }: Pick<ConsentDependencies, 'db'>,
  page: PageRequest,
): Promise<ConsentQuestion | Unanswerable> {
  const session = await page.session('interactive');
  return loadQuestion(db, page.query.get('request') ?? '', session, page.now);
}
