import type { Answer } from '../pages/answer.ts';
import { Field, Form, type FormErrors, Submit } from '../pages/components.tsx';
import type { PageHandler } from '../pages/endpoint.tsx';
import { localPath } from '../pages/local-path.ts';
import type { Visit } from '../pages/visit.ts';
import { updateSession } from '../sessions/queries.ts';
import type { Session } from '../sessions/sessions.ts';
import type { SignInParts } from './parts.ts';
import { checkPassword } from './password.ts';

const freshSeconds = 600;

/** Whether somebody showed lately who they are, as what matters for the whole account demands. */
export function hasFreshProof({ proved_at }: Session, now: Date): boolean {
  return proved_at !== null && now.getTime() - proved_at.getTime() <= freshSeconds * 1000;
}

/** `GET /login/confirm?to=<path>`: asks who is signed in for the password again. */
export const confirmPage: PageHandler = async (visit) => {
  const session = await visit.session('interactive');
  return session ? formPage(visit, session) : { redirect: '/login' };
};

/** `POST /login/confirm`: a session that was confirmed has a new cookie. */
export function confirm(parts: SignInParts): PageHandler {
  return async (visit) => {
    const { now, submission, cookies, translate } = visit;
    const session = await visit.session('interactive');
    if (!session) return { redirect: '/login' };
    const proof = { login: session.username ?? '', password: submission.values.password ?? '' };
    const account = await checkPassword(parts, visit, { ...proof, clientId: undefined });
    if (account?.username !== session.username)
      return formPage(visit, session, { password: translate('confirm.wrong') });
    await updateSession(parts.db, session.session_id, { proved_at: now });
    await parts.sessions.rotate(parts.db, cookies, session);
    return { redirect: localPath(submission.values.to ?? '/') };
  };
}

function formPage(visit: Visit, session: Session, errors: FormErrors = {}): Answer {
  const { translate, query, submission } = visit;
  const title = translate('confirm.title');
  const to = localPath(submission.values.to ?? query.get('to') ?? '/');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p>{translate('confirm.text', { username: session.username ?? '' })}</p>
      <Form visit={visit} action="/login/confirm" errors={errors}>
        <input type="hidden" name="to" value={to} />
        <input type="text" autocomplete="username" value={session.username ?? ''} readOnly hidden />
        <Field
          name="password"
          type="password"
          label={translate('signIn.password')}
          autocomplete="current-password"
          errors={errors}
        />
        <Submit>{translate('confirm.submit')}</Submit>
      </Form>
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { status, page: { title, content } };
}
