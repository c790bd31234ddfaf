import { shareSelection } from '../../../authorization-requests/consent/authorization-acts.ts';
import { itemsOf } from '../../../authorization-requests/consent/consent-items.ts';
import type { SharingQuestion } from '../../../authorization-requests/consent/consent-question.ts';
import { findAuthorization } from '../../../consents/queries.ts';
import { findNotifications } from '../../../organizations/invitations/notifications.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Form } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { errorPage } from '../../../ui/failure.tsx';
import { keepNotice } from '../../../ui/notice.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { findProfile, type Profile } from '../../../users/profile-queries.ts';
import { summaryOf } from '../../consent/consent-page.tsx';
import { Rows } from '../../consent/item-rows.tsx';
import {
  type Choices,
  type ConsentErrors,
  choicesIn,
  firstChoices,
  readSelection,
} from '../../consent/selection-form.ts';
import { addableKind } from '../../entries/kinds.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { addPath, entryPath, profilePath } from '../profile/paths.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { notificationsPath, resolvePath } from './paths.ts';

/** `GET /account/notifications/{globalid}`: the data that the organization requires and the user does not share yet. */
export function resolvePage(deps: SignInDependencies): PageHandler {
  return forMissingScope(deps, async (page, session, question) =>
    view(deps, page, session, question, await firstChoices(deps.db, question)),
  );
}

/**
 * `POST /account/notifications/{globalid}`: shares the selected data, or redirects to where an entry is added or
 * confirmed.
 */
export function submitResolved(deps: SignInDependencies): PageHandler {
  return forMissingScope(deps, async (page, session, question) => {
    const { values } = page.submission;
    const { clientId: client } = question.request;
    const [action = '', ...rest] = (values.do ?? '').split('|');
    if (action !== 'share') return { redirect: placeToPrepare(question, action, rest) };
    const choices = choicesIn(Object.entries(values));
    const { selection, errors } = readSelection(question, choices);
    if (errors.size > 0) return view(deps, page, session, question, choices, errors);
    const parties = { username: session.username, client };
    await shareSelection(deps, actorOfPage(page, session), parties, selection);
    keepNotice(page, 'notice.shared', { organization: client });
    return { redirect: notificationsPath };
  });
}

type QuestionHandler = (
  page: PageRequest,
  session: UserSession,
  question: SharingQuestion,
) => Promise<PageResponse>;

/** Answers 404 for organizations that require nothing more from the user. */
function forMissingScope({ db }: SignInDependencies, handle: QuestionHandler): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const { username } = session;
    const clientId = String(page.request.params.organization);
    const { missing } = await findNotifications(db, username, page.now);
    const scopes = missing.find(({ globalid }) => globalid === clientId)?.scopes;
    const profile = scopes && (await findProfile(db, username));
    if (!profile) return errorPage(page, 404);
    const record = await findAuthorization(db, username, clientId);
    // Sharing does not accept an invitation; that has its own button.
    const invitations = new Map();
    const items = itemsOf(scopes);
    return handle(page, session, { request: { clientId }, session, items, profile, record, invitations });
  });
}

/** The profile page where an entry is added or confirmed. */
function placeToPrepare(
  { items, profile }: SharingQuestion,
  action: string,
  rest: readonly string[],
): string {
  const [first = '', label = ''] = rest;
  if (action === 'add') {
    const item = items.find(({ id }) => id === first);
    const kind = item?.type === 'entry' ? addableKind(item.kind) : undefined;
    return kind ? addPath(kind.name) : profilePath;
  }
  if (action === 'own') return placeToProve(profile, first);
  return entryPath(first === 'validatedphonenumbers' ? 'phone' : 'email', label, 'confirm');
}

function placeToProve({ emailAddresses }: Profile, address: string): string {
  const entry = emailAddresses.find((each) => each.address === address);
  return entry ? entryPath('email', entry.label, 'confirm') : addPath('email');
}

async function view(
  deps: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  question: SharingQuestion,
  choices: Choices,
  errors: ConsentErrors = new Map(),
): Promise<PageResponse> {
  const { translate } = page;
  const { clientId: organization } = question.request;
  const title = translate('notifications.resolve.title', { organization });
  const content = (
    <section class="card">
      <p>{translate('notifications.resolve.text', { organization })}</p>
      <Form page={page} action={resolvePath(organization)} errors={summaryOf(page, question, errors)}>
        <Rows
          page={page}
          channels={deps.messages.channels}
          question={question}
          choices={choices}
          errors={errors}
        />
        <div class="actions">
          <button type="submit" class="primary" name="do" value="share">
            {translate('notifications.resolve.submit')}
          </button>
          <a class="button quiet" href={notificationsPath}>
            {translate('danger.cancel')}
          </a>
        </div>
      </Form>
    </section>
  );
  const breadcrumb = [{ title: translate('notifications.title'), href: notificationsPath }];
  const framed = { page, session, active: 'notifications', breadcrumb, title, content } as const;
  return { status: errors.size > 0 ? 422 : 200, page: await portalView(deps, framed) };
}
