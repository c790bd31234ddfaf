import { foldUsername } from '../../names/typed-text.ts';
import type { FormErrors } from '../../ui/components.tsx';
import { Confirmation } from '../../ui/danger.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { errorPage } from '../../ui/failure.tsx';
import { keepNotice } from '../../ui/notice.tsx';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { refusalText } from '../../ui/refusals.ts';
import { canNotifyUser } from '../../users/notices/notify-user.ts';
import { findUser } from '../../users/queries.ts';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';
import { type ActRefusal, actRefusals, userActs } from './acts.ts';
import { type UserActName, userPath, usersPath } from './paths.ts';

/** `GET /admin/users/{username}/{act}`: asks for confirmation. */
export function actPage(deps: AdminDependencies, act: UserActName): PageHandler {
  return forUser(deps, (request, username) => question(deps, request, { username, act }));
}

/** `POST /admin/users/{username}/{act}`: does it. For a deletion, the operator must type the name. */
export function submitAct(deps: AdminDependencies, act: UserActName): PageHandler {
  return forUser(deps, async (request, username) => {
    const { page, session } = request;
    const { translate } = page;
    if (act === 'delete' && foldUsername(page.submission.values.typed ?? '') !== username)
      return question(deps, request, { username, act }, { typed: translate('adminUsers.mistyped') });
    const refusal = await userActs[act](deps, actorOfPage(page, session), username).catch(refusalOf);
    if (refusal)
      return question(deps, request, { username, act }, { '': translate(refusal.text, refusal.values) });
    keepNotice(page, `notice.adminUsers.${act}`, { username });
    return { redirect: userPath(username) };
  });
}

/** @throws the error itself when there is no text for it */
function refusalOf(error: unknown): ActRefusal {
  return { text: refusalText(error, actRefusals) };
}

function forUser(
  { db }: AdminDependencies,
  handler: (request: AdminRequest, username: string) => Promise<PageResponse>,
): PageHandler {
  return forOperator(async (request) => {
    const { page } = request;
    const username = String(page.request.params.username);
    return (await findUser(db, username)) ? handler(request, username) : errorPage(page, 404);
  });
}

/**
 * Whether the user gets a mail about the act. Confirmation links go to the address itself, so they need only
 * a mail server.
 */
function isNotified(
  { messages, db }: AdminDependencies,
  username: string,
  act: UserActName,
): Promise<boolean> {
  return act === 'resend' ? Promise.resolve(messages.channels.mail) : canNotifyUser(messages, db, username);
}

/** These acts restore something and take nothing away. */
const harmless: readonly UserActName[] = ['unlock', 'resend', 'cancel-reset', 'cancel-deletion'];

interface Question {
  readonly username: string;
  readonly act: UserActName;
}

async function question(
  deps: AdminDependencies,
  request: AdminRequest,
  { username, act }: Question,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const noticeText = translate(
    (await isNotified(deps, username, act)) ? 'adminUsers.told' : 'adminUsers.notTold',
  );
  const title = translate(`adminUsers.${act}.title`, { username });
  const content = (
    <Confirmation
      page={page}
      paragraphs={[translate(`adminUsers.${act}.text`), noticeText]}
      action={userPath(username, act)}
      label={translate(`adminUsers.${act}.submit`)}
      back={userPath(username)}
      errors={errors}
      isHarmless={harmless.includes(act)}
      {...(act === 'delete' && { typed: username })}
    />
  );
  const breadcrumb = [
    { title: translate('adminUsers.title'), href: usersPath },
    { title: username, href: userPath(username) },
  ];
  const status = Object.keys(errors).length > 0 ? 409 : 200;
  return adminResponse(deps, request, {
    active: 'users',
    title,
    breadcrumb,
    content,
    status,
  });
}
