import { redirectBack } from '../../authorization-requests/answer-address.ts';
import { allow } from '../../authorization-requests/consent/acts.ts';
import { type Consent, loadConsent } from '../../authorization-requests/consent/pending-consent.ts';
import { decideConsentRequest } from '../../authorization-requests/consent-queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { consentAddress } from './address.ts';
import { confirmContact, confirmOwnership, sentTo } from './confirming.ts';
import type { ConsentDependencies } from './dependencies.ts';
import { consentPage } from './page.tsx';
import { confirmByCode } from './phone-code.tsx';
import { type Choices, choicesIn, firstChoices, readGifts } from './selection-form.ts';
import { addableKinds } from './sub-forms.ts';
import { unanswerablePage } from './unanswerable.tsx';

/** `GET /authorize`: asks the person what the client may see. */
export function showConsent(deps: ConsentDependencies): PageHandler {
  return async (page) => {
    const consent = await loadConsent(deps.db, page);
    if ('problem' in consent) return unanswerablePage(page, consent);
    const choices = page.query.has('kept') ? choicesIn(page.query) : await firstChoices(deps.db, consent);
    return consentPage(deps, page, consent, { choices, sentTo: sentTo(page, consent) });
  };
}

/** `POST /authorize`: what the person decided, or wants to do before deciding. */
export function takeConsent(deps: ConsentDependencies): PageHandler {
  return async (page) => {
    const consent = await loadConsent(deps.db, page);
    if ('problem' in consent) return unanswerablePage(page, consent);
    const { values } = page.submission;
    const choices = choicesIn(Object.entries(values));
    const [action = '', ...rest] = (values.do ?? '').split('|');
    if (action === 'allow') return takeAllowed(deps, page, consent, choices);
    if (action === 'cancel') return takeDenied(deps, page, consent);
    if (action === 'code') return takeCode(deps, page, consent);
    if (action === 'add') return { redirect: addAddress(page, consent, choices, rest[0]) };
    const sent =
      action === 'confirm'
        ? await confirmContact(deps, page, consent, rest)
        : action === 'own' && (await confirmOwnership(deps, page, consent, rest[0]));
    return { redirect: consentAddress(page, consent.id, choices, sent || {}) };
  };
}

/** Its form is beside that of the choices, which are in the address. */
async function takeCode(deps: ConsentDependencies, page: PageRequest, consent: Consent): Promise<Answer> {
  const choices = choicesIn(page.query);
  const codeErrors = await confirmByCode(deps, page, consent);
  if (Object.keys(codeErrors).length === 0) return { redirect: consentAddress(page, consent.id, choices) };
  return consentPage(deps, page, consent, { choices, sentTo: sentTo(page, consent), codeErrors });
}

async function takeAllowed(
  deps: ConsentDependencies,
  page: PageRequest,
  consent: Consent,
  choices: Choices,
): Promise<Answer> {
  const { gifts, errors } = readGifts(consent, choices);
  if (errors.size > 0) return consentPage(deps, page, consent, { choices, errors });
  const { now, requestId, network, userAgent } = page;
  const { username: name, session_id: sessionId } = consent.session;
  const source = { requestId, network, userAgent, now, name, sessionId, clientId: consent.row.client_id };
  const code = await allow(deps, consent, gifts, { now, seconds: deps.codeSeconds, source });
  if (code === undefined) return unanswerablePage(page, { problem: 'decided', row: consent.row });
  return backToClient(deps, consent, { code });
}

/** RFC 6749, section 4.1.2.1: the client is told that the person does not want to. */
async function takeDenied(deps: ConsentDependencies, page: PageRequest, consent: Consent): Promise<Answer> {
  const isFirst = await inTransaction(deps.db, (trx) =>
    decideConsentRequest(trx, consent.hash, 'denied', page.now),
  );
  if (!isFirst) return unanswerablePage(page, { problem: 'decided', row: consent.row });
  const description = 'The user does not want to share the information.';
  return backToClient(deps, consent, { error: 'access_denied', error_description: description });
}

function backToClient(
  { publicUrl: issuer }: ConsentDependencies,
  { row: { redirect_uri: redirectUri, state } }: Consent,
  values: Readonly<Record<string, string>>,
): Answer {
  return { redirect: redirectBack({ redirectUri, state: state ?? undefined, issuer }, values) };
}

function addAddress(page: PageRequest, { id, items }: Consent, choices: Choices, itemId = ''): string {
  const item = items.find((each) => each.id === itemId);
  const form = item?.type === 'entry' ? addableKinds.get(item.kind) : undefined;
  if (form === undefined) return consentAddress(page, id, choices);
  return consentAddress(page, id, choices, { for: itemId }, `/authorize/add/${form}`);
}
