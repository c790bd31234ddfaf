import { signInWithAuthenticator } from '../../authentication/sign-in/with-second-factor.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { codeInput } from '../../ui/field.tsx';
import { askForCode, type CodeFactor, submitCode } from './code-factor.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { signedInResponse } from './entry.ts';

const authenticator: CodeFactor = {
  title: 'secondFactor.appTitle',
  action: '/login/totpconfirmation',
  field: 'totpcode',
  label: 'secondFactor.code',
  hint: 'secondFactor.appHint',
  autocomplete: 'one-time-code',
  input: codeInput,
  wrong: 'secondFactor.wrongCode',
  offersRecovery: true,
  signIn: signInWithAuthenticator,
  complete: signedInResponse,
};

/** `GET /login/2fa/app`: asks for the code of an authenticator. */
export function appCodePage(deps: SignInDependencies): PageHandler {
  return askForCode(deps, authenticator);
}

/** `POST /login/totpconfirmation`. */
export function confirmAppCode(deps: SignInDependencies): PageHandler {
  return submitCode(deps, authenticator);
}
