import type { VNode } from 'preact';
import type { ReadBasicData } from '../../../authentication/registration/fields.ts';
import type { CodedInvitation } from '../../../organizations/invitations/queries.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import { LegalLinks } from '../../../ui/legal-links.tsx';
import { NewPassword, newPasswordScripts } from '../../../ui/new-password.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { describeInvitation } from '../../invitations/page.tsx';
import { Step } from './step.tsx';

export interface BasicDataPage {
  readonly values: Readonly<Record<string, string>>;
  readonly problems?: FormErrors;
  readonly invitation: CodedInvitation | undefined;
  /** False where no SMS can be sent. */
  readonly asksPhone: boolean;
  /** The least number of characters of a password. */
  readonly minimum: number;
  /** Whether an earlier registration of this browser expired, and with it what was entered. */
  readonly expiry?: 'kept' | 'lost' | undefined;
}

/** Step 1 of registration. */
export function basicDataPage(
  page: PageRequest,
  { values, problems = {}, invitation, asksPhone, minimum, expiry }: BasicDataPage,
): PageResponse {
  const { translate, query } = page;
  const title = translate('register.title');
  const content = (
    <section class="card">
      <Step page={page} step={1} hasPhone={asksPhone} />
      <h1>{title}</h1>
      {expiry && <Alert kind="info">{translate(`register.expired.${expiry}`)}</Alert>}
      {invitation && <InvitationNote page={page} invitation={invitation} />}
      <Form page={page} action={`/register/validation${searchOf(page)}`} errors={problems}>
        <BasicFields
          page={page}
          values={values}
          problems={problems}
          asksPhone={asksPhone}
          minimum={minimum}
        />
        <AcceptedTexts page={page} />
        <Submit>{translate('register.next')}</Submit>
      </Form>
      <p class="links">
        <a href={`/login${searchOf(page)}`}>{translate('register.haveAccount')}</a>
      </p>
    </section>
  );
  const isRefused = Object.keys(problems).length > 0;
  return {
    status: isRefused ? 422 : 200,
    page: { title, content, scripts: newPasswordScripts, hasSecretAddress: query.has('invitecode') },
  };
}

/** Links to the terms that a new user accepts. */
function AcceptedTexts({ page }: { page: PageRequest }): VNode | null {
  if (page.legalKinds.length === 0) return null;
  return (
    <p class="hint">
      {page.translate('legal.accepted')} <LegalLinks page={page} separator=", " />
    </p>
  );
}

/** The query to keep for the next step and for signing in. */
function searchOf({ query }: PageRequest): string {
  const kept = new URLSearchParams(query);
  // A visitor who chooses to sign in instead must not be sent back here.
  for (const name of ['expired', 'prefer']) kept.delete(name);
  return kept.size === 0 ? '' : `?${kept}`;
}

/** Registering with an invitation accepts it; the page says so in advance. */
function InvitationNote({ page, invitation }: { page: PageRequest; invitation: CodedInvitation }): VNode {
  const [what] = describeInvitation(page, invitation);
  return (
    <Alert kind="info">
      <p>{what}</p>
      <p>{page.translate('register.invitation', { organization: invitation.globalid })}</p>
    </Alert>
  );
}

interface FieldsProps extends Pick<BasicDataPage, 'asksPhone' | 'minimum'> {
  readonly page: PageRequest;
  readonly values: Readonly<Record<string, string>>;
  readonly problems: FormErrors;
}

function BasicFields({ page, values, problems, asksPhone, minimum }: FieldsProps): VNode {
  const { translate } = page;
  const common = { errors: problems };
  return (
    <>
      <Field
        {...common}
        name="firstname"
        label={translate('register.firstName')}
        value={values.firstname}
        autocomplete="given-name"
      />
      <Field
        {...common}
        name="lastname"
        label={translate('register.lastName')}
        value={values.lastname}
        autocomplete="family-name"
      />
      {asksPhone && (
        <Field
          {...common}
          name="phone"
          type="tel"
          label={translate('register.phone')}
          hint={translate('register.phoneHint')}
          value={values.phone}
          autocomplete="tel"
        />
      )}
      <Field
        {...common}
        name="email"
        type="email"
        label={translate('register.email')}
        value={values.email}
        autocomplete="email"
      />
      <NewPassword page={page} label={translate('register.password')} errors={problems} minimum={minimum} />
    </>
  );
}

/** The errors of the form, for all fields at once. */
export function basicDataProblems(
  { translate, submission }: PageRequest,
  read: ReadBasicData,
  minimum: number,
): FormErrors {
  const { firstName, lastName, phone, needsPhone, isPhoneNotServed, email, passwordProblem, password } = read;
  const isRepeated = (submission.values.passwordrepeat ?? '') === password;
  const problems: [string, string | false][] = [
    ['firstname', !firstName && translate('register.badFirstName')],
    ['lastname', !lastName && translate('register.badLastName')],
    [
      'phone',
      needsPhone &&
        !phone &&
        translate(isPhoneNotServed ? 'error.numberNotServed.text' : 'register.badPhone'),
    ],
    ['email', !email && translate('register.badEmail')],
    ['password', passwordProblem !== undefined && translate(`password.${passwordProblem}`, { minimum })],
    ['passwordrepeat', !isRepeated && translate('password.differs')],
  ];
  return Object.fromEntries(problems.filter((entry): entry is [string, string] => entry[1] !== false));
}
