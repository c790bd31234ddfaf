import type { RequestHandler } from 'express';
import { parametersOf } from '../../authorization-requests/parameters.ts';
import { formTargetOf } from '../../authorization-requests/redirect-target.ts';
import { endSessions } from '../../portal/sign-in/logout.tsx';
import type { Answer } from '../../ui/answer.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { Visit, VisitParts } from '../../ui/page-request.ts';
import { checkCsrfToken, checkSameOrigin, csrfField } from '../../web/csrf.ts';
import { type LogoutRequest, type LogoutRequestParts, readLogoutRequest } from './request.ts';

export interface LogoutParts extends LogoutRequestParts, VisitParts {}

const path = '/v1/oauth/logout';

/**
 * `GET` or `POST /v1/oauth/logout` (OpenID Connect RP-Initiated Logout 1.0). A client that shows an ID token of whoever
 * is signed in need not ask; otherwise the person is asked, so that no link signs anybody out.
 */
export function logoutEndpoint(parts: LogoutParts): RequestHandler {
  const handler = (visit: Visit) => answerLogout(parts, visit);
  return pageEndpoint(parts, { GET: handler, POST: handler }, { isForOtherSites: true });
}

async function answerLogout(parts: LogoutParts, visit: Visit): Promise<Answer> {
  const { method, headers } = visit.request;
  const parameters = parametersOf(visit) ?? new URLSearchParams();
  const token = visit.submission.values[csrfField];
  parameters.delete(csrfField);
  // The form of another site comes without this site's cookies; the link that it becomes brings them.
  if (method === 'POST' && headers['sec-fetch-site'] === 'cross-site')
    return { redirect: `${path}?${parameters}` };
  const request = await readLogoutRequest(parts, parameters);
  const session = (await visit.session('interactive')) ?? (await visit.session('protected'));
  const username = session?.username ?? undefined;
  if (token !== undefined) checkForm(parts, visit, token);
  const isAsked = username !== undefined && token === undefined && request.username !== username;
  if (isAsked) return questionPage(visit, request, parameters, username);
  if (username !== undefined) await endSessions(parts, visit);
  return request.target === undefined ? donePage(visit) : { redirect: request.target, status: 303 };
}

/** @throws Forbidden unless the answer comes from the page that asked */
function checkForm({ sealing, publicUrl }: LogoutParts, { request, cookies }: Visit, token: string): void {
  checkSameOrigin(request, publicUrl, true);
  checkCsrfToken(sealing, cookies, token);
}

function questionPage(
  visit: Visit,
  { clientId: client, target }: LogoutRequest,
  parameters: URLSearchParams,
  username: string,
): Answer {
  const { translate } = visit;
  const title = translate('logout.title');
  const paragraphs = [
    ...(client === undefined ? [] : [translate('logout.client', { client })]),
    translate('logout.text', { username }),
  ];
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      <Form visit={visit} action={path}>
        {[...parameters].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <Submit>{translate('logout.button')}</Submit>
          <a class="button quiet" href="/">
            {translate('logout.stay')}
          </a>
        </div>
      </Form>
    </Message>
  );
  return { page: { title, content, formTargets: target === undefined ? [] : [formTargetOf(target)] } };
}

function donePage({ translate }: Visit): Answer {
  const title = translate('logout.done.title');
  return { page: { title, content: <Message title={title} paragraphs={[translate('logout.done.text')]} /> } };
}
