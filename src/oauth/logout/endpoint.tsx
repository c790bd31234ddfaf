import type { RequestHandler } from 'express';
import { signOut } from '../../authentication/sessions/acts.ts';
import { formTargetOf } from '../../authorization-requests/form-target.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageDependencies, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { checkCsrfToken, checkSameOrigin, csrfField, isPostOfOtherSite } from '../../web/csrf.ts';
import { clearSiteData } from '../../web/site-data.ts';
import { parametersOf } from '../authorize/parameters.ts';
import { type LogoutRequest, type LogoutRequestDependencies, readLogoutRequest } from './request.ts';

export interface LogoutDependencies extends LogoutRequestDependencies, PageDependencies {}

const path = '/v1/oauth/logout';

/**
 * `GET` or `POST /v1/oauth/logout` (OpenID Connect RP-Initiated Logout 1.0). With an ID token of the signed-in user,
 * the user is signed out at once. Otherwise the user is asked first, so that no link can sign a user out.
 */
export function logoutEndpoint(deps: LogoutDependencies): RequestHandler {
  const handler = (page: PageRequest) => handleLogout(deps, page);
  return pageEndpoint(deps, { GET: handler, POST: handler }, { isForOtherSites: true });
}

async function handleLogout(deps: LogoutDependencies, page: PageRequest): Promise<PageResponse> {
  const parameters = parametersOf(page) ?? new URLSearchParams();
  const token = page.submission.values[csrfField];
  parameters.delete(csrfField);
  if (isPostOfOtherSite(page.request)) return { redirect: `${path}?${parameters}` };
  const request = await readLogoutRequest(deps, parameters);
  const session = (await page.session('interactive')) ?? (await page.session('protected'));
  const username = session?.username ?? undefined;
  if (token !== undefined) checkForm(deps, page, token);
  const isAsked = username !== undefined && token === undefined && request.username !== username;
  if (isAsked) return questionPage(page, request, parameters, username);
  if (username !== undefined) await signOutHere(deps, page);
  return request.target === undefined ? donePage(page) : { redirect: request.target, status: 303 };
}

async function signOutHere(deps: LogoutDependencies, page: PageRequest): Promise<void> {
  await signOut(deps, actorOfPage(page), page.cookies);
  clearSiteData(page.response);
}

/** @throws Forbidden unless the form was submitted from the confirmation page */
function checkForm(
  { sealing, publicUrl }: LogoutDependencies,
  { request, cookies }: PageRequest,
  token: string,
): void {
  checkSameOrigin(request, publicUrl, true);
  checkCsrfToken(sealing, cookies, token);
}

function questionPage(
  page: PageRequest,
  { clientId: client, target }: LogoutRequest,
  parameters: URLSearchParams,
  username: string,
): PageResponse {
  const { translate } = page;
  const title = translate('logout.title');
  const paragraphs = [
    ...(client === undefined ? [] : [translate('logout.client', { client })]),
    translate('logout.text', { username }),
  ];
  const content = (
    <Message title={title} paragraphs={paragraphs}>
      <Form page={page} action={path}>
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

function donePage({ translate }: PageRequest): PageResponse {
  const title = translate('logout.done.title');
  return { page: { title, content: <Message title={title} paragraphs={[translate('logout.done.text')]} /> } };
}
