import { userAgentFamily } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { completeSignIn } from '../../authentication/sign-in/complete.ts';
import { confirmByLink, isRightCode } from '../../authentication/sms-codes/codes.ts';
import { proofOfSmsCode } from '../../authentication/sms-codes/proof.ts';
import { findLinkedCode, findSmsCode, type LinkedCode } from '../../authentication/sms-codes/queries.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { momentText } from '../../mail/security-mails.ts';
import { deletePendingLogin } from '../../sessions/queries.ts';
import type { Answer } from '../../ui/answer.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { withBranding } from '../branding.tsx';
import { isBrowserNavigation, notNavigatedPage } from '../validation/contact-validation.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { findPending } from './pending.ts';

type Purpose = LinkedCode['purpose'];

/** `GET /sc` and `/pvl`: the link of a text message, which lets the browser in that waits for it. */
export function linkPage(deps: SignInDependencies, purpose: Purpose): PageHandler {
  return async (page) => {
    const { request, query, translate } = page;
    if (!isBrowserNavigation(request)) return notNavigatedPage(translate, request.method);
    const link = { purpose, key: query.get('k') ?? '', code: query.get('c') ?? '' };
    if (deps.linkMode === 'open') return approve(deps, page, link);
    const linked = await findLinked(deps, page, link);
    if (!linked) return invalidPage(page);
    const brand = new URLSearchParams(linked.return_query);
    return withBranding(deps, page, brand, askPage(page, linked));
  };
}

/** `POST /sc` and `/pvl`: one of the two buttons; `answer` is `no` for who did not begin the sign-in. */
export function answerLink(deps: SignInDependencies, purpose: Purpose): PageHandler {
  return (page) => {
    const { k: key = '', c: code = '', answer } = page.submission.values;
    const link = { purpose, key, code };
    return answer === 'no' ? refuse(deps, page, link) : approve(deps, page, link);
  };
}

/** What a link brings along. */
interface Link {
  readonly purpose: Purpose;
  readonly key: string;
  readonly code: string;
}

/** Ends the sign-in that waits, for who holds the phone. */
async function refuse(deps: SignInDependencies, page: PageRequest, link: Link): Promise<Answer> {
  const linked = await findLinked(deps, page, link);
  if (!linked || !(await isRightCode(deps, linked, link.code, page.now))) return invalidPage(page);
  const { username } = linked;
  await inTransaction(deps.db, async (trx) => {
    if (!(await deletePendingLogin(trx, linked.session_id))) return;
    const fields = { username, factor: 'sms', reason: 'refused' } as const;
    await recordEvent(trx, actorOfPage(page), 'factor.failed', fields);
  });
  return refusedPage(page);
}

async function findLinked(
  { db }: SignInDependencies,
  { now }: PageRequest,
  { purpose, key }: Link,
): Promise<LinkedCode | undefined> {
  const linked = await findLinkedCode(db, hashToken(key), now);
  return linked?.purpose === purpose ? linked : undefined;
}

async function approve(deps: SignInDependencies, page: PageRequest, link: Link): Promise<Answer> {
  const linked = await findLinked(deps, page, link);
  if (!linked || !(await confirmByLink(deps, linked, link.code, page.now))) return invalidPage(page);
  return (await continueHere(deps, page, linked)) ?? donePage(page);
}

/** Somebody who opens the link in the browser that waits for it need not go back to another window. */
async function continueHere(
  deps: SignInDependencies,
  page: PageRequest,
  linked: LinkedCode,
): Promise<Answer | undefined> {
  const pending = await findPending(page);
  if (pending?.session_id !== linked.session_id) return undefined;
  const row = await findSmsCode(deps.db, pending.session_id, page.now);
  const destination =
    row && (await completeSignIn(deps, page, pending, proofOfSmsCode(deps, page, pending, row)));
  return destination === undefined ? undefined : { redirect: destination };
}

function askPage(page: PageRequest, linked: LinkedCode): Answer {
  const { translate, language, query, request } = page;
  const title = translate('link.title');
  const browser = userAgentFamily(linked.user_agent) || translate('account.unknownBrowser');
  const from = linked.masked_ip || translate('link.unknownPlace');
  const facts = { browser, from, at: momentText(language, linked.began_at), username: linked.username };
  const text =
    linked.client_id === null
      ? translate('link.what', facts)
      : translate('link.whatFor', { ...facts, organization: linked.client_id });
  const content = (
    <Message title={title} paragraphs={[text, translate('link.advice')]}>
      <Form page={page} action={`${request.path}?l=${language}`}>
        <input type="hidden" name="c" value={query.get('c') ?? ''} />
        <input type="hidden" name="k" value={query.get('k') ?? ''} />
        <Submit>{translate('link.approve')}</Submit>
        <button type="submit" class="quiet" name="answer" value="no">
          {translate('link.refuse')}
        </button>
      </Form>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

function donePage({ translate }: PageRequest): Answer {
  const title = translate('link.doneTitle');
  const content = <Message title={title} paragraphs={[translate('link.done'), translate('page.return')]} />;
  return { page: { title, content, hasSecretAddress: true } };
}

function refusedPage({ translate }: PageRequest): Answer {
  const title = translate('link.refusedTitle');
  const content = (
    <Message title={title} paragraphs={[translate('link.refused')]}>
      <p>
        <a class="button primary" href="/login/forgotpassword">
          {translate('link.newPassword')}
        </a>
      </p>
    </Message>
  );
  return { page: { title, content, hasSecretAddress: true } };
}

function invalidPage({ translate }: PageRequest): Answer {
  const title = translate('page.invalidLink.title');
  const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
  return {
    status: 404,
    page: { title, content: <Message title={title} paragraphs={paragraphs} />, hasSecretAddress: true },
  };
}
