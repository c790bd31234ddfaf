import type { VNode } from 'preact';
import { Forbidden } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { isLimitOfPasswords } from '../rate-limits/attempts.ts';
import { logFailure, toApiError } from '../web/error-handler.ts';
import { Message } from './components.tsx';
import type { PageDependencies, PageRequest } from './page-request.ts';
import type { PageResponse } from './page-response.ts';

/**
 * The page for an error. Its details are in the log under the request id.
 * @param tryAgainAt the page that the visitor came from
 */
export function failureResponse(
  { log }: Pick<PageDependencies, 'log'>,
  page: PageRequest,
  cause: unknown,
  tryAgainAt?: string,
): PageResponse {
  const error = isSessionGone(cause) ? new Forbidden('form_expired', { cause }) : cause;
  const refusal = toApiError(error);
  const { requestId, request, response } = page;
  logFailure(error, log.child({ requestId }));
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  const wantsJson = /^\s*application\/json/i.test(request.headers['content-type'] ?? '');
  if (wantsJson)
    return {
      status: refusal.status,
      json: {
        error: refusal.code,
        ...(refusal.description !== undefined && { error_description: refusal.description }),
      },
    };
  const { status, code, detail } = refusal;
  return errorPage(page, status, code, { tryAgainAt, offersRecovery: isLimitOfPasswords(detail) });
}

/** What refers to the session: it cannot be stored when the session ends during the request. */
const ofSession = ['login_sms_codes_session', 'passkey_challenges_session', 'account_link_requests_session'];

function isSessionGone(error: unknown): boolean {
  return ofSession.some((constraint) => isForeignKeyViolation(error, constraint));
}

/** The links of an error page in addition to the start page. */
interface ErrorLinkOptions {
  readonly tryAgainAt?: string | undefined;
  readonly offersRecovery?: boolean;
}

/** Explains the error, what to do, and shows the request id to report. */
export function errorPage(
  page: PageRequest,
  status: number,
  code = '',
  links: ErrorLinkOptions = {},
): PageResponse {
  const { translate, requestId } = page;
  const kind = errorKindOf(status, code);
  const title = translate(`error.${kind}.title`);
  const content = (
    <Message title={title} paragraphs={[errorText(page, kind)]}>
      <p class="hint">{translate('error.requestId', { requestId })}</p>
      <ErrorLinks page={page} kind={kind} links={links} />
    </Message>
  );
  return { status, page: { title, content } };
}

/** Errors that can pass by themselves. Others would only be refused again. */
const passing: readonly ErrorKind[] = ['formExpired', 'numberNotServed', 'tooMany', 'busy', 'failed'];

function ErrorLinks({
  page: { translate },
  kind,
  links,
}: {
  page: PageRequest;
  kind: ErrorKind;
  links: ErrorLinkOptions;
}): VNode {
  const { tryAgainAt, offersRecovery = false } = links;
  return (
    <ul class="links">
      {tryAgainAt !== undefined && passing.includes(kind) && (
        <li>
          <a href={tryAgainAt}>{translate('error.again')}</a>
        </li>
      )}
      {offersRecovery && (
        <li>
          <a href="/login/forgotpassword">{translate('signIn.forgot')}</a>
        </li>
      )}
      <li>
        <a href="/">{translate('error.home')}</a>
      </li>
    </ul>
  );
}

/** The waiting time, which programs read from the header, in words. */
function errorText({ translate, response }: PageRequest, kind: ErrorKind): string {
  const seconds = Number(response.getHeader('Retry-After'));
  if (kind !== 'tooMany' || !(seconds > 0)) return translate(`error.${kind}.text`);
  return translate('error.tooMany.wait', { minutes: Math.ceil(seconds / 60) });
}

type ErrorKind = ReturnType<typeof errorKindOf>;

function errorKindOf(status: number, code: string) {
  if (code === 'form_expired' || code === 'foreign_origin') return 'formExpired';
  if (code === 'phonenumber_not_served') return 'numberNotServed';
  if (status === 404) return 'notFound';
  if (status === 403) return 'forbidden';
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'tooMany';
  if (status === 503) return 'busy';
  return status >= 500 ? 'failed' : 'refused';
}
