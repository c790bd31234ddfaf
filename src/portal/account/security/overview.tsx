import type { VNode } from 'preact';
import { listPasskeys } from '../../../authentication/passkeys/queries.ts';
import { findKnownWords } from '../../../authentication/passwords/known-words.ts';
import { findMethods, type Methods } from '../../../authentication/sign-in/methods.ts';
import type { UserSession } from '../../../sessions/session.ts';
import type { Answer } from '../../../ui/answer.ts';
import { Choice, Field, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { NewPassword, newPasswordScripts } from '../../../ui/new-password.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { findPassword } from '../../../users/queries.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { forSignedIn } from '../signed-in.ts';

export const securityPath = '/account/security';
export const appPath = `${securityPath}/app`;
export const recoveryPath = `${securityPath}/recovery`;

/** `GET /account/security`: how the user signs in, and where to change it. */
export function securityPage(deps: SignInDependencies): PageHandler {
  return forSignedIn((page, own) => overview(deps, page, own));
}

/** @param errors of the form for the password */
export async function overview(
  { db }: SignInDependencies,
  page: PageRequest,
  session: UserSession,
  errors: FormErrors = {},
): Promise<Answer> {
  const { username } = session;
  const methods = await findMethods(db, username);
  const passkeys = await listPasskeys(db, username);
  const known = await findKnownWords(db, username);
  const { translate } = page;
  const title = translate('security.title');
  const content = (
    <>
      <section class="card">
        <h1>{title}</h1>
        <FactorList page={page} methods={methods} passkeys={passkeys.length} />
      </section>
      <section class="card">
        <h2>{translate('security.password')}</h2>
        {(await findPassword(db, username)) ? (
          <PasswordForm page={page} username={username} known={known} errors={errors} />
        ) : (
          <p>
            {translate('security.noPassword')}{' '}
            <a href="/login/forgotpassword">{translate('recovery.forgot.title')}</a>
          </p>
        )}
      </section>
    </>
  );
  const view = { page, session, active: 'security', title, content, scripts: newPasswordScripts } as const;
  return { status: Object.keys(errors).length > 0 ? 422 : 200, page: await portalView({ db }, view) };
}

interface FactorListProps {
  readonly page: PageRequest;
  readonly methods: Methods;
  readonly passkeys: number;
}

function FactorList({ page: { translate }, methods, passkeys }: FactorListProps): VNode {
  const rows: [href: string, name: string, state: string][] = [
    [appPath, translate('app.title'), translate(methods.hasApp ? 'security.app.on' : 'security.app.off')],
    [
      `${securityPath}/passkeys`,
      translate('passkeys.title'),
      translate('security.passkeys', { count: passkeys }),
    ],
    [
      recoveryPath,
      translate('recoveryCodes.title'),
      translate('security.codes', { count: methods.recoveryCodes }),
    ],
    ['/account/sessions', translate('sessions.title'), translate('security.sessions')],
  ];
  return (
    <ul class="rows">
      {rows.map(([href, name, state]) => (
        <li key={href}>
          <a href={href}>{name}</a>
          <p class="hint">{state}</p>
        </li>
      ))}
    </ul>
  );
}

interface PasswordFormProps {
  readonly page: PageRequest;
  readonly username: string;
  readonly known: readonly string[];
  readonly errors: FormErrors;
}

function PasswordForm({ page, username, known, errors }: PasswordFormProps): VNode {
  const { translate } = page;
  return (
    <Form page={page} action={securityPath} errors={errors}>
      <p class="hint">{translate('security.password.text')}</p>
      <input type="text" autocomplete="username" value={username} readOnly hidden />
      <Field
        name="currentpassword"
        type="password"
        label={translate('security.currentPassword')}
        autocomplete="current-password"
        errors={errors}
      />
      <NewPassword page={page} label={translate('recovery.reset.password')} errors={errors} known={known} />
      <Choice name="enddevices" label={translate('security.password.devices')} />
      <Choice name="endapikeys" label={translate('security.password.apiKeys')} />
      <Submit>{translate('security.password.submit')}</Submit>
    </Form>
  );
}
