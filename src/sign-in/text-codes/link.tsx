import { userAgentFamily } from '../../audit/masking.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { momentText } from '../../messages/security-mails.ts';
import type { Answer } from '../../pages/answer.ts';
import { Form, Message, Submit } from '../../pages/components.tsx';
import { isVisit, notVisitedPage } from '../../pages/contact-validation.tsx';
import type { PageHandler } from '../../pages/endpoint.tsx';
import type { Visit } from '../../pages/visit.ts';
import { completeSignIn } from '../complete.ts';
import type { SignInParts } from '../parts.ts';
import { findPending } from '../pending.ts';
import { confirmByLink } from './codes.ts';
import { proofOfText } from './proof.ts';
import { findLinkedCode, findTextCode, type LinkedCode } from './queries.ts';

type Purpose = LinkedCode['purpose'];

/** `GET /sc` and `/pvl`: the link of a text message, which lets the browser in that waits for it. */
export function linkPage(parts: SignInParts, purpose: Purpose): PageHandler {
  return async (visit) => {
    const { request, query, translate } = visit;
    if (!isVisit(request)) return notVisitedPage(translate, request.method);
    if (parts.linkMode === 'open') return approve(parts, visit, purpose, query.get('k'), query.get('c'));
    const linked = await findLinked(parts, visit, purpose, query.get('k'));
    return linked ? askPage(visit, linked) : invalidPage(visit);
  };
}

/** `POST /sc` and `/pvl`: the button. */
export function approveLink(parts: SignInParts, purpose: Purpose): PageHandler {
  return (visit) =>
    approve(parts, visit, purpose, visit.submission.values.k ?? null, visit.submission.values.c ?? null);
}

async function findLinked(
  { db }: SignInParts,
  { now }: Visit,
  purpose: Purpose,
  key: string | null,
): Promise<LinkedCode | undefined> {
  const linked = await findLinkedCode(db, hashToken(key ?? ''), now);
  return linked?.purpose === purpose ? linked : undefined;
}

async function approve(
  parts: SignInParts,
  visit: Visit,
  purpose: Purpose,
  key: string | null,
  code: string | null,
): Promise<Answer> {
  const linked = await findLinked(parts, visit, purpose, key);
  if (!linked || !(await confirmByLink(parts, linked, code ?? '', visit.now))) return invalidPage(visit);
  return (await continueHere(parts, visit, linked)) ?? donePage(visit);
}

/** Somebody who opens the link in the browser that waits for it need not go back to another window. */
async function continueHere(
  parts: SignInParts,
  visit: Visit,
  linked: LinkedCode,
): Promise<Answer | undefined> {
  const pending = await findPending(visit);
  if (pending?.session_id !== linked.session_id) return undefined;
  const row = await findTextCode(parts.db, pending.session_id, visit.now);
  const destination = row && (await completeSignIn(parts, visit, pending, proofOfText(visit, pending, row)));
  return destination === undefined ? undefined : { redirect: destination };
}

function askPage(visit: Visit, linked: LinkedCode): Answer {
  const { translate, language, query, request } = visit;
  const title = translate('link.title');
  const browser = userAgentFamily(linked.user_agent) || translate('account.unknownBrowser');
  const facts = { browser, at: momentText(language, linked.began_at), username: linked.username };
  const text =
    linked.client_id === null
      ? translate('link.what', facts)
      : translate('link.whatFor', { ...facts, organization: linked.client_id });
  const content = (
    <Message title={title} paragraphs={[text, translate('link.advice')]}>
      <Form visit={visit} action={`${request.path}?l=${language}`}>
        <input type="hidden" name="c" value={query.get('c') ?? ''} />
        <input type="hidden" name="k" value={query.get('k') ?? ''} />
        <Submit>{translate('link.approve')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

function donePage({ translate }: Visit): Answer {
  const title = translate('link.doneTitle');
  const content = <Message title={title} paragraphs={[translate('link.done'), translate('page.return')]} />;
  return { page: { title, content, hasSecretAddress: true } };
}

function invalidPage({ translate }: Visit): Answer {
  const title = translate('page.invalidLink.title');
  const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
  return {
    status: 404,
    page: { title, content: <Message title={title} paragraphs={paragraphs} />, hasSecretAddress: true },
  };
}
