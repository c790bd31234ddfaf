import { allow } from '../../authorization-requests/allow.ts';
import { type Choices, choicesIn, firstChoices, readGifts } from '../../authorization-requests/choices.ts';
import { decideConsentRequest } from '../../authorization-requests/consent-queries.ts';
import { type Consent, loadConsent } from '../../authorization-requests/load.ts';
import { redirectBack } from '../../authorization-requests/redirect.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { consentAddress } from './address.ts';
import { confirmContact, confirmOwnership, sentTo } from './confirming.ts';
import { consentPage } from './page.tsx';
import type { ConsentParts } from './parts.ts';
import { confirmByCode } from './phone-code.tsx';
import { addableKinds } from './sub-forms.ts';
import { unanswerablePage } from './unanswerable.tsx';

/** `GET /authorize`: asks the person what the client may see. */
export function showConsent(parts: ConsentParts): PageHandler {
  return async (visit) => {
    const consent = await loadConsent(parts.db, visit);
    if ('problem' in consent) return unanswerablePage(visit, consent);
    const choices = visit.query.has('kept') ? choicesIn(visit.query) : await firstChoices(parts.db, consent);
    return consentPage(parts, visit, consent, { choices, sentTo: sentTo(visit, consent) });
  };
}

/** `POST /authorize`: what the person decided, or wants to do before deciding. */
export function takeConsent(parts: ConsentParts): PageHandler {
  return async (visit) => {
    const consent = await loadConsent(parts.db, visit);
    if ('problem' in consent) return unanswerablePage(visit, consent);
    const { values } = visit.submission;
    const choices = choicesIn(Object.entries(values));
    const [action = '', ...rest] = (values.do ?? '').split('|');
    if (action === 'allow') return takeAllowed(parts, visit, consent, choices);
    if (action === 'cancel') return takeDenied(parts, visit, consent);
    if (action === 'code') return takeCode(parts, visit, consent);
    if (action === 'add') return { redirect: addAddress(visit, consent, choices, rest[0]) };
    const sent =
      action === 'confirm'
        ? await confirmContact(parts, visit, consent, rest)
        : action === 'own' && (await confirmOwnership(parts, visit, consent, rest[0]));
    return { redirect: consentAddress(visit, consent.id, choices, sent || {}) };
  };
}

/** Its form is beside that of the choices, which are in the address. */
async function takeCode(parts: ConsentParts, visit: Visit, consent: Consent): Promise<Answer> {
  const choices = choicesIn(visit.query);
  const codeErrors = await confirmByCode(parts, visit, consent);
  if (Object.keys(codeErrors).length === 0) return { redirect: consentAddress(visit, consent.id, choices) };
  return consentPage(parts, visit, consent, { choices, sentTo: sentTo(visit, consent), codeErrors });
}

async function takeAllowed(
  parts: ConsentParts,
  visit: Visit,
  consent: Consent,
  choices: Choices,
): Promise<Answer> {
  const { gifts, errors } = readGifts(consent, choices);
  if (errors.size > 0) return consentPage(parts, visit, consent, { choices, errors });
  const { now, requestId, network, userAgent } = visit;
  const { username: name, session_id: sessionId } = consent.session;
  const source = { requestId, network, userAgent, now, name, sessionId, clientId: consent.row.client_id };
  const code = await allow(parts, consent, gifts, { now, seconds: parts.codeSeconds, source });
  if (code === undefined) return unanswerablePage(visit, { problem: 'decided', row: consent.row });
  return backToClient(parts, consent, { code });
}

/** RFC 6749, section 4.1.2.1: the client is told that the person does not want to. */
async function takeDenied(parts: ConsentParts, visit: Visit, consent: Consent): Promise<Answer> {
  const isFirst = await inTransaction(parts.db, (trx) =>
    decideConsentRequest(trx, consent.hash, 'denied', visit.now),
  );
  if (!isFirst) return unanswerablePage(visit, { problem: 'decided', row: consent.row });
  const description = 'The user does not want to share the information.';
  return backToClient(parts, consent, { error: 'access_denied', error_description: description });
}

function backToClient(
  { publicUrl: issuer }: ConsentParts,
  { row: { redirect_uri: redirectUri, state } }: Consent,
  values: Readonly<Record<string, string>>,
): Answer {
  return { redirect: redirectBack({ redirectUri, state: state ?? undefined, issuer }, values) };
}

function addAddress(visit: Visit, { id, items }: Consent, choices: Choices, itemId = ''): string {
  const item = items.find((each) => each.id === itemId);
  const form = item?.type === 'entry' ? addableKinds.get(item.kind) : undefined;
  if (form === undefined) return consentAddress(visit, id, choices);
  return consentAddress(visit, id, choices, { for: itemId }, `/authorize/add/${form}`);
}
