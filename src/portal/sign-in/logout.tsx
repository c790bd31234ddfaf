import { recordEvent } from '../../audit/record-event.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { SignInParts } from './parts.ts';

/** `GET /logout`: changes nothing, so that no link signs anybody out. */
export const logoutPage: PageHandler = (visit) => {
  const { translate } = visit;
  const title = translate('signOut.title');
  const content = (
    <Message title={title} paragraphs={[translate('signOut.text')]}>
      <Form visit={visit} action="/logout">
        <Submit>{translate('layout.signOut')}</Submit>
      </Form>
    </Message>
  );
  return { page: { title, content } };
};

/** `POST /logout`: ends whatever sessions the browser has. */
export function logout(parts: SignInParts): PageHandler {
  return async (visit) => {
    await endSessions(parts, visit);
    return { redirect: '/' };
  };
}

/** Signs a browser out: on the server, in its cookies, and in what it keeps of this site. */
export async function endSessions(
  { db, sessions }: Pick<SignInParts, 'db' | 'sessions'>,
  visit: Visit,
): Promise<void> {
  const { cookies, response } = visit;
  const session = await visit.session('interactive');
  if (session?.username) {
    const fields = { username: session.username, sessions: 'this' } as const;
    const source = actorOfPage(visit, session);
    await inTransaction(db, (trx) => recordEvent(trx, source, 'session.ended', fields));
  }
  for (const purpose of ['interactive', 'pending_login', 'protected'] as const)
    await sessions.end(db, cookies, purpose);
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
