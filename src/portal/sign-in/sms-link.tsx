import { userAgentFamily } from '../../audit/masking.ts';
import { signInByOpenedLink } from '../../authentication/sign-in/with-second-factor.ts';
import {
  approveByLink,
  findLinked,
  refuseByLink,
  type SmsLink,
} from '../../authentication/sms-codes/acts.ts';
import type { LinkedCode } from '../../authentication/sms-codes/queries.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { destinationOf } from '../../web/destination.ts';
import { withBranding } from '../branding.tsx';
import { isBrowserNavigation, notNavigatedPage } from '../validation/contact-validation.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { findPending } from './pending.ts';

type Purpose = SmsLink['purpose'];

/** `GET /sc` and `/pvl`: the link of an SMS, which confirms the sign-in of the waiting browser. */
export function linkPage(deps: SignInDependencies, purpose: Purpose): PageHandler {
  return async (page) => {
    const { request, query, translate } = page;
    if (!isBrowserNavigation(request)) return notNavigatedPage(translate, request.method);
    const link = { purpose, key: query.get('k') ?? '', code: query.get('c') ?? '' };
    if (deps.linkMode === 'open') return approve(deps, page, link);
    const linked = await findLinked(deps, link, page.now);
    if (!linked) return invalidPage(page);
    const brand = new URLSearchParams(linked.returnQuery);
    return withBranding(deps, page, brand, askPage(page, linked));
  };
}

/** `POST /sc` and `/pvl`: one of the two buttons; `answer` is `no` from a user who did not begin the sign-in. */
export function submitLink(deps: SignInDependencies, purpose: Purpose): PageHandler {
  return (page) => {
    const { k: key = '', c: code = '', answer } = page.submission.values;
    const link = { purpose, key, code };
    return answer === 'no' ? refuse(deps, page, link) : approve(deps, page, link);
  };
}

async function refuse(deps: SignInDependencies, page: PageRequest, link: SmsLink): Promise<PageResponse> {
  return (await refuseByLink(deps, actorOfPage(page), link)) ? refusedPage(page) : invalidPage(page);
}

async function approve(deps: SignInDependencies, page: PageRequest, link: SmsLink): Promise<PageResponse> {
  const linked = await approveByLink(deps, actorOfPage(page), link);
  return linked ? ((await continueHere(deps, page, linked)) ?? donePage(page)) : invalidPage(page);
}

/** If the link is opened in the waiting browser itself, the sign-in continues there. */
async function continueHere(
  deps: SignInDependencies,
  page: PageRequest,
  { sessionId }: LinkedCode,
): Promise<PageResponse | undefined> {
  const pending = await findPending(page);
  if (pending?.sessionId !== sessionId) return undefined;
  const browser = { cookies: page.cookies, pending };
  const isSignedIn = await signInByOpenedLink(deps, actorOfPage(page, pending), browser);
  return isSignedIn ? { redirect: destinationOf(pending.returnQuery) } : undefined;
}

function askPage(page: PageRequest, linked: LinkedCode): PageResponse {
  const { translate, language, query, request } = page;
  const title = translate('link.title');
  const browser = userAgentFamily(linked.userAgent) || translate('account.unknownBrowser');
  const from = linked.maskedIp || translate('link.unknownPlace');
  const at = <Time page={page} at={linked.beganAt} />;
  const values = { browser, from, at, username: linked.username, organization: linked.clientId ?? '' };
  const text = linked.clientId === null ? 'link.what' : 'link.whatFor';
  const content = (
    <Message
      title={title}
      paragraphs={[<RichText key="what" page={page} text={text} values={values} />, translate('link.advice')]}
    >
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

function donePage({ translate }: PageRequest): PageResponse {
  const title = translate('link.doneTitle');
  const content = <Message title={title} paragraphs={[translate('link.done'), translate('page.return')]} />;
  return { page: { title, content, hasSecretAddress: true } };
}

function refusedPage({ translate }: PageRequest): PageResponse {
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

function invalidPage({ translate }: PageRequest): PageResponse {
  const title = translate('page.invalidLink.title');
  const paragraphs = [translate('page.invalidLink.text'), translate('page.invalidLink.advice')];
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      <p>
        <a href="/login">{translate('recovery.signIn')}</a>
      </p>
    </Message>
  );
  return { status: 404, page: { title, content, hasSecretAddress: true } };
}
