import type { Kysely } from 'kysely';
import type { VNode } from 'preact';
import type { Factor } from '../../../audit/events.ts';
import { listLastFactorUses } from '../../../audit/queries.ts';
import { findSecondFactors, type SecondFactors } from '../../../authentication/authenticator/queries.ts';
import { listPasskeys } from '../../../authentication/passkeys/queries.ts';
import type { PasswordDependencies } from '../../../authentication/passwords/acts.ts';
import { findKnownWords } from '../../../authentication/passwords/known-words.ts';
import { countRecoveryCodes } from '../../../authentication/recovery-codes/queries.ts';
import type { Database } from '../../../schema.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Choice, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { Field } from '../../../ui/field.tsx';
import { NewPassword, newPasswordScripts } from '../../../ui/new-password.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { findPassword } from '../../../users/password-queries.ts';
import { portalView } from '../../frame.tsx';
import { shortList } from '../../short-list.ts';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { kindPath } from '../profile/paths.ts';
import { forSignedIn } from '../signed-in.ts';

export const securityPath = '/account/security';
export const appPath = `${securityPath}/app`;
export const recoveryPath = `${securityPath}/recovery`;

type OverviewDependencies = Pick<SignInDependencies & PasswordDependencies, 'db' | 'passwordRules'>;

/** `GET /account/security`: the user's ways to sign in, and where to change them. */
export function securityPage(deps: OverviewDependencies): PageHandler {
  return forSignedIn((page, own) => overview(deps, page, own));
}

/** @param errors of the password form */
export async function overview(
  { db, passwordRules }: OverviewDependencies,
  page: PageRequest,
  session: UserSession,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { username } = session;
  const factors = await findFactors(db, username);
  const known = await findKnownWords(db, username);
  const password = await findPassword(db, username);
  const { translate } = page;
  const title = translate('security.title');
  const content = (
    <>
      <section class="card">
        <FactorList page={page} factors={factors} />
      </section>
      <section class="card" id="password-change">
        <h2>{translate('security.password')}</h2>
        {password ? (
          <>
            <p class="hint">
              <RichText
                page={page}
                text="security.password.changed"
                values={{ at: <Time page={page} at={password.changed_at} /> }}
              />
            </p>
            <PasswordForm
              page={page}
              username={username}
              known={known}
              minimum={passwordRules.minimumLength}
              errors={errors}
            />
          </>
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

/** The second factors of a user, with the time of last use. */
interface Factors {
  readonly hasApp: boolean;
  /** Labels and phone numbers that can receive codes. */
  readonly numbers: SecondFactors['numbers'];
  readonly passkeys: number;
  readonly recoveryCodes: number;
  readonly lastUses: ReadonlyMap<string, Date>;
}

async function findFactors(db: Kysely<Database>, username: string): Promise<Factors> {
  const factors = await findSecondFactors(db, username);
  return {
    hasApp: factors?.hasApp ?? false,
    numbers: factors?.numbers ?? [],
    passkeys: (await listPasskeys(db, username)).length,
    recoveryCodes: await countRecoveryCodes(db, username),
    lastUses: await listLastFactorUses(db, username),
  };
}

interface FactorRow {
  readonly href: string;
  readonly name: string;
  readonly state: string;
  /** The name of the factor in the audit log. */
  readonly factor?: Factor;
}

function rowsOf(
  { translate }: PageRequest,
  { hasApp, numbers, passkeys, recoveryCodes }: Factors,
): FactorRow[] {
  const phones = shortList(
    translate,
    numbers.map(({ label, phoneNumber }) => `${phoneNumber} (${label})`),
  );
  return [
    {
      href: appPath,
      name: translate('app.title'),
      state: translate(hasApp ? 'security.app.on' : 'security.app.off'),
      factor: 'totp',
    },
    {
      href: `${securityPath}/passkeys`,
      name: translate('passkeys.title'),
      state: translate('security.passkeys', { count: passkeys }),
      factor: 'passkey',
    },
    {
      href: kindPath('phone'),
      name: translate('security.phones'),
      state: phones === '' ? translate('security.phones.none') : `${phones}.`,
      factor: 'sms',
    },
    {
      href: recoveryPath,
      name: translate('recoveryCodes.title'),
      state: translate('security.codes', { count: recoveryCodes }),
      factor: 'recoveryCode',
    },
    { href: '/account/sessions', name: translate('sessions.title'), state: translate('security.sessions') },
  ];
}

function FactorList({ page, factors }: { page: PageRequest; factors: Factors }): VNode {
  return (
    <ul class="rows">
      {rowsOf(page, factors).map(({ href, name, state, factor }) => {
        const usedAt = factor && factors.lastUses.get(factor);
        return (
          <li key={href}>
            <a href={href}>{name}</a>
            <p class="hint">
              {state}
              {usedAt && (
                <>
                  {' '}
                  <RichText
                    page={page}
                    text="passkeys.used"
                    values={{ at: <Time page={page} at={usedAt} /> }}
                  />
                </>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

interface PasswordFormProps {
  readonly page: PageRequest;
  readonly username: string;
  readonly known: readonly string[];
  readonly minimum: number;
  readonly errors: FormErrors;
}

function PasswordForm({ page, username, known, minimum, errors }: PasswordFormProps): VNode {
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
      <NewPassword
        page={page}
        label={translate('recovery.reset.password')}
        errors={errors}
        minimum={minimum}
        known={known}
      />
      <Choice name="enddevices" label={translate('security.password.devices')} />
      <Choice name="endapikeys" label={translate('security.password.apiKeys')} />
      <Submit>{translate('security.password.submit')}</Submit>
    </Form>
  );
}
