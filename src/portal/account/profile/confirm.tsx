import type { VNode } from 'preact';
import { ApiError } from '../../../base/errors.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { codeInput, Field } from '../../../ui/field.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { requestEmailConfirmation } from '../../../users/email-addresses/acts.ts';
import { confirmPhoneNumber, sendPhoneCode } from '../../../users/phone-numbers/acts.ts';
import { codeIn } from '../../../web/form.ts';
import type { ProfileDependencies } from './dependencies.ts';
import { type EntryPage, forEntry } from './for-entry.ts';
import { entryPath, profilePath } from './paths.ts';
import { profileView } from './view.tsx';

/**
 * `GET /account/profile/{kind}/{label}/confirm`: offers to send a message to an email address or phone number, and asks
 * for the code of an SMS. `sent`, or `k` with the key of the code, means that a message was sent.
 */
export function confirmPage(deps: ProfileDependencies): PageHandler {
  return forConfirmable(deps, (at) =>
    canReach(deps, at) ? confirmView(deps, at) : unreachableView(deps, at),
  );
}

/** `POST /account/profile/{kind}/{label}/confirm`: `do` is `send` or `code`. */
export function submitConfirmation(deps: ProfileDependencies): PageHandler {
  return forConfirmable(deps, async (at) => {
    if (!canReach(deps, at)) return unreachableView(deps, at);
    if (at.page.submission.values.do !== 'code') return { redirect: await send(deps, at) };
    const errors = await confirmByCode(deps, at);
    return Object.keys(errors).length > 0 ? confirmView(deps, at, errors) : confirmed(at);
  });
}

/** A confirmed entry needs no message. */
function forConfirmable(
  deps: ProfileDependencies,
  handle: (at: EntryPage) => Promise<PageResponse>,
): PageHandler {
  return forEntry(deps, (at) => {
    if (at.kind.confirmedBy === undefined) return errorPage(at.page, 404);
    return at.entry.isConfirmed ? confirmed(at) : handle(at);
  });
}

function confirmed({ page, entry }: EntryPage): PageResponse {
  keepNotice(page, 'notice.contactConfirmed', { value: entry.text });
  return { redirect: profilePath };
}

/** @returns the address of the page that says that the message was sent */
async function send(deps: ProfileDependencies, { page, session, kind, entry }: EntryPage): Promise<string> {
  const { username } = session;
  const named = { username, label: entry.label, language: page.language };
  const path = entryPath(kind.name, entry.label, 'confirm');
  const actor = actorOfPage(page, session);
  if (kind.confirmedBy === 'sms')
    return `${path}?${new URLSearchParams({ k: await sendPhoneCode(deps, actor, named) })}`;
  await requestEmailConfirmation(deps, actor, named);
  return `${path}?sent`;
}

/** @returns the errors of the code; empty on success */
async function confirmByCode(
  deps: ProfileDependencies,
  { page, session, entry }: EntryPage,
): Promise<FormErrors> {
  const { translate, submission } = page;
  const code = codeIn(submission, 'smscode');
  if (code === '') return { smscode: translate('form.codeMissing') };
  const proof = { key: submission.values.k ?? '', code };
  try {
    const named = { username: session.username, label: entry.label };
    await confirmPhoneNumber(deps, actorOfPage(page, session), { ...named, ...proof });
    return {};
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) throw error;
    const isTaken = error.code === 'phone_already_used';
    return { smscode: translate(isTaken ? 'profile.confirm.phone.taken' : 'form.codeWrong') };
  }
}

/** Whether this server can send the message. */
function canReach({ messages: { channels } }: ProfileDependencies, { kind }: EntryPage): boolean {
  return kind.confirmedBy === 'sms' ? channels.sms : channels.mail;
}

function unreachableView(
  deps: ProfileDependencies,
  { page, session, kind, entry }: EntryPage,
): Promise<PageResponse> {
  const { translate } = page;
  const title = translate('profile.confirm.title', { value: entry.text });
  const name = kind.confirmedBy === 'sms' ? 'phone' : 'email';
  const content = (
    <section class="card">
      <Alert kind="info">
        <p>{translate(`profile.confirm.${name}.unavailable`)}</p>
      </Alert>
      <p>
        <a class="button quiet" href={profilePath}>
          {translate('profile.back')}
        </a>
      </p>
    </section>
  );
  return profileView(deps, { page, session, title, content, status: 503 });
}

async function confirmView(
  deps: ProfileDependencies,
  at: EntryPage,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { page, session, kind, entry } = at;
  const { translate, query, submission } = page;
  const key = submission.values.k ?? query.get('k') ?? '';
  const isSent = key !== '' || query.has('sent');
  const isRefused = Object.keys(errors).length > 0;
  const name = kind.confirmedBy === 'sms' ? 'phone' : 'email';
  const title = translate('profile.confirm.title', { value: entry.text });
  const content = (
    <section class="card">
      {!isSent && <p>{translate(`profile.confirm.${name}.text`)}</p>}
      {isSent && !isRefused && (
        <Alert kind="success">
          <p>{translate(`profile.confirm.${name}.sent`, { value: entry.text })}</p>
        </Alert>
      )}
      {key !== '' && <CodeForm at={at} smsKey={key} errors={errors} />}
      {isSent && name === 'email' && (
        <p>
          <a class="button primary" href={page.request.originalUrl}>
            {translate('consent.checkAgain')}
          </a>
        </p>
      )}
      <Form page={page} action={entryPath(kind.name, entry.label, 'confirm')}>
        <input type="hidden" name="do" value="send" />
        <div class="actions">
          <Submit kind={isSent ? 'quiet' : 'primary'}>
            {translate(isSent ? 'profile.confirm.again' : `profile.confirm.${name}.send`)}
          </Submit>
          <a class="button quiet" href={profilePath}>
            {translate('profile.back')}
          </a>
        </div>
      </Form>
    </section>
  );
  const status = isRefused ? 422 : 200;
  return profileView(deps, { page, session, title, content, status });
}

interface CodeFormProps {
  readonly at: EntryPage;
  readonly smsKey: string;
  readonly errors: FormErrors;
}

function CodeForm({ at: { page, kind, entry }, smsKey, errors }: CodeFormProps): VNode {
  const { translate } = page;
  return (
    <Form page={page} action={entryPath(kind.name, entry.label, 'confirm')} errors={errors}>
      <input type="hidden" name="do" value="code" />
      <input type="hidden" name="k" value={smsKey} />
      <Field
        name="smscode"
        label={translate('register.code')}
        autocomplete="one-time-code"
        errors={errors}
        input={{ ...codeInput, autofocus: true }}
      />
      <Submit>{translate('profile.confirm')}</Submit>
    </Form>
  );
}
