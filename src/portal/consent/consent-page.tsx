import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import type {
  ConsentQuestion,
  SharingQuestion,
} from '../../authorization-requests/consent/consent-question.ts';
import { formTargetOf } from '../../authorization-requests/form-target.ts';
import { otherAccountAddress } from '../../authorization-requests/sign-in-address.ts';
import { findDescriptions } from '../../organizations/descriptions/queries.ts';
import { findLogo } from '../../organizations/logo/queries.ts';
import type { Database } from '../../schema.ts';
import { Alert, Form, type FormErrors } from '../../ui/components.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { HtmlResponse } from '../../ui/page-response.ts';
import type { ConsentDependencies } from './dependencies.ts';
import { ActionButton, controlId, Rows } from './item-rows.tsx';
import { CodeForm } from './phone-code-form.tsx';
import type { Choices, ConsentErrors } from './selection-form.ts';

/** What a consent page shows in addition to the request. */
export interface Shown {
  readonly choices: Choices;
  readonly errors?: ConsentErrors;
  /** The user's email address or phone number to which a message was just sent. */
  readonly sentTo?: string | undefined;
  /** Errors of the entered code. */
  readonly codeErrors?: FormErrors;
}

/** The consent page. The status is 422 if there are errors. */
export async function consentPage(
  { db, sealing, messages: { channels } }: Pick<ConsentDependencies, 'db' | 'sealing' | 'messages'>,
  page: PageRequest,
  question: ConsentQuestion,
  { choices, errors = new Map(), sentTo, codeErrors = {} }: Shown,
): Promise<HtmlResponse> {
  const { translate } = page;
  const { request, session } = question;
  const client = request.clientId;
  const title = translate('consent.title', { client });
  const other = otherAccountAddress(sealing, request, page.now);
  const content = (
    <section class="card">
      <h1>{title}</h1>
      {await clientIntroduction(db, page, request)}
      <p>
        {translate('consent.signedIn', { username: session.username })}{' '}
        <a href={other}>{translate('consent.notYou')}</a>
      </p>
      {sentTo !== undefined && (
        <Alert kind="success">
          <p>{translate('consent.sent', { value: sentTo })}</p>
        </Alert>
      )}
      <CodeForm page={page} question={question} errors={codeErrors} />
      <Form page={page} action={page.request.originalUrl} errors={summaryOf(page, question, errors)}>
        {/* The Enter key presses the first button, which must neither decide nor send a message. */}
        <button type="submit" hidden />
        <Rows page={page} channels={channels} question={question} choices={choices} errors={errors} />
        {sentTo !== undefined && <ActionButton value="check">{translate('consent.checkAgain')}</ActionButton>}
        <p class="hint">{translate('consent.change')}</p>
        <Buttons page={page} />
      </Form>
    </section>
  );
  const formTargets = request.deviceHash ? [] : [formTargetOf(request.redirectUri)];
  const isRefused = errors.size > 0 || Object.keys(codeErrors).length > 0;
  return { status: isRefused ? 422 : 200, page: { title, content, formTargets } };
}

function Buttons({ page: { translate } }: { page: PageRequest }): VNode {
  return (
    <div class="actions fill">
      <button type="submit" name="do" value="allow" class="primary">
        {translate('consent.allow')}
      </button>
      <ActionButton value="cancel">{translate('consent.cancel')}</ActionButton>
    </div>
  );
}

/** Introduces the client. Shows a logo only if it is stored here; the redirect target is the registered one. */
async function clientIntroduction(
  db: Kysely<Database>,
  { language, translate }: PageRequest,
  request: ConsentQuestion['request'],
): Promise<VNode> {
  const client = request.clientId;
  const logo = (await findLogo(db, client)) ?? '';
  const texts = await findDescriptions(db, client, [language, 'en']);
  const description = texts?.get(language) ?? texts?.get('en');
  return (
    <>
      {logo.startsWith('data:image/') && <img class="client-logo" src={logo} alt={client} />}
      {description && <p class="lead">{description}</p>}
      <p>
        {translate('consent.intro', { client })}{' '}
        {!request.deviceHash && placeText(translate, request.redirectUri)}
      </p>
      {request.deviceHash && (
        <Alert kind="info">
          <p>{translate('device.warning', { client })}</p>
        </Alert>
      )}
    </>
  );
}

/** A text that says where the browser goes next. */
function placeText(translate: PageRequest['translate'], redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return translate('consent.place', { place: host || protocol });
}

/** Error texts by the id of their control. */
export function summaryOf(
  { translate }: PageRequest,
  { items }: SharingQuestion,
  errors: ConsentErrors,
): Record<string, string> {
  const wrong = items.flatMap(({ id }, index) => {
    const error = errors.get(id);
    return error ? [[controlId(index), translate(error)] as const] : [];
  });
  return Object.fromEntries(wrong);
}
