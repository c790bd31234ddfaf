import { resendRegistrationCode } from '../../authentication/registration/acts.ts';
import {
  listOpenRegistrations,
  type OpenRegistration,
} from '../../authentication/registration/open-registration-queries.ts';
import { ApiError } from '../../base/errors.ts';
import { Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Badge, type Entry, EntryList } from '../../ui/lists.tsx';
import { keepNotice, type Notice, NoticeView } from '../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { type RefusalTexts, refusalText } from '../../ui/refusals.ts';
import { Time } from '../../ui/time.tsx';
import type { AdminDependencies } from '../dependencies.ts';
import { type AdminRequest, forOperator } from '../guard.ts';
import { adminResponse } from '../view.tsx';

export const registrationsPath = '/admin/registrations';

const maximumShown = 50;

/** `GET /admin/registrations`: registrations that are waiting for a confirmation. */
export function registrationsPage(deps: AdminDependencies): PageHandler {
  return forOperator((request) => view(deps, request));
}

const refusals: RefusalTexts = {
  registration_expired: 'adminRegistrations.gone',
  too_many_requests: 'adminUsers.refused.tooMany',
  phonenumber_not_served: 'error.numberNotServed.text',
};

/** `POST /admin/registrations`: sends the code of the registration `id` again. */
export function submitResend(deps: AdminDependencies): PageHandler {
  return forOperator(async (request) => {
    const { page, session } = request;
    const { config } = deps;
    const registrations = { ...deps, registrationSeconds: config.sessions.registration };
    const id = page.submission.values.id ?? '';
    try {
      if (!deps.messages.channels.mail) throw new ApiError(409, 'mail_unavailable');
      await resendRegistrationCode(registrations, actorOfPage(page, session), id);
    } catch (error) {
      const texts = { ...refusals, mail_unavailable: 'adminUsers.refused.noMail' } as const;
      return view(deps, request, { kind: 'error', text: page.translate(refusalText(error, texts)) });
    }
    keepNotice(page, 'notice.adminRegistrations.sent');
    return { redirect: registrationsPath };
  });
}

async function view(deps: AdminDependencies, request: AdminRequest, refusal?: Notice): Promise<PageResponse> {
  const { page } = request;
  const { translate } = page;
  const found = await listOpenRegistrations(deps.db, page.now, maximumShown);
  const content = (
    <>
      {refusal && <NoticeView page={page} notice={refusal} />}
      <p class="lead">{translate('adminRegistrations.text')}</p>
      <EntryList
        id="registrations"
        title={translate('adminRegistrations.open')}
        entries={found.map((registration) => entryOf(page, registration))}
        none={translate('adminRegistrations.none')}
      />
    </>
  );
  const title = translate('adminRegistrations.title');
  return adminResponse(deps, request, {
    active: 'registrations',
    title,
    content,
    status: refusal ? 409 : 200,
  });
}

function entryOf(page: PageRequest, registration: OpenRegistration): Entry {
  const { translate } = page;
  const { sessionId, firstName, lastName, emailAddress, phoneNumber, createdAt } = registration;
  const waits = waitsFor(registration);
  return {
    key: sessionId,
    title: emailAddress,
    marks: <Badge kind="plain">{translate(`adminRegistrations.waits.${waits}`)}</Badge>,
    details: (
      <p>
        {[`${firstName} ${lastName}`, phoneNumber].filter((each) => each !== '').join(' · ')} ·{' '}
        <Time page={page} at={createdAt} />
      </p>
    ),
    forms: waits !== 'done' && (
      <Form page={page} action={registrationsPath}>
        <input type="hidden" name="id" value={sessionId} />
        <Submit kind="quiet" label={translate('adminRegistrations.resend.of', { address: emailAddress })}>
          {translate('adminRegistrations.resend')}
        </Submit>
      </Form>
    ),
  };
}

function waitsFor({ phoneNumber, phoneConfirmedAt, emailConfirmedAt }: OpenRegistration) {
  if (phoneNumber !== '' && !phoneConfirmedAt) return 'phone';
  return emailConfirmedAt ? 'done' : 'email';
}
