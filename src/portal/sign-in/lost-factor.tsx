import type { VNode } from 'preact';
import {
  cancelFactorReset,
  cancelResetPath,
  findLostFactorState,
  type LostFactorDependencies,
  type LostFactorState,
  requestFactorReset,
  resetLostFactors,
} from '../../authentication/lost-factors/acts.ts';
import { findFactorResetOfLink } from '../../authentication/lost-factors/queries.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findMethods, hasNoMethod, type Methods } from '../../authentication/sign-in/methods.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { Alert, Form, Message, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { lostPath } from './lost-path.ts';
import { withPending } from './pending.ts';

export type LostFactorPageDependencies = SignInDependencies & LostFactorDependencies;

/** `GET /login/2fa/lost`: the options for a user who gave the correct password and has lost the second factor. */
export function lostFactorPage(deps: LostFactorPageDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const methods = await findMethods(deps.db, pending.username);
    if (hasNoMethod(methods)) return { redirect: '/login/2fa' };
    const state = await findLostFactorState(deps, pending.username, page.now);
    return show(deps, page, pending, methods, state);
  });
}

/** `POST /login/2fa/lost`: `do` is `request` or `reset`. */
export function submitLostFactor(deps: LostFactorPageDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const { username } = pending;
    const actor = actorOfPage(page, pending);
    const { do: what } = page.submission.values;
    if (what === 'request' && !hasNoMethod(await findMethods(deps.db, username)))
      await requestFactorReset(deps, actor, username);
    if (what === 'reset' && (await resetLostFactors(deps, actor, username)))
      return { redirect: '/login/verify-phone' };
    return { redirect: lostPath };
  });
}

function show(
  deps: LostFactorPageDependencies,
  page: PageRequest,
  pending: PendingLogin,
  methods: Methods,
  state: LostFactorState,
): Promise<PageResponse> {
  const { translate } = page;
  return signInPage(deps, page, {
    title: translate('lostFactor.title'),
    pending,
    children: (
      <>
        <p>{translate('lostFactor.text')}</p>
        <ul class="links">
          {methods.recoveryCodes > 0 && (
            <li>
              <a href="/login/2fa/recovery">{translate('secondFactor.recovery')}</a>
            </li>
          )}
          <li>
            <a href="/login/2fa">{translate('secondFactor.other')}</a>
          </li>
        </ul>
        <h2>{translate('lostFactor.none.title')}</h2>
        <State page={page} state={state} days={deps.factorResetDays} />
      </>
    ),
  });
}

function State({ page, state, days }: { page: PageRequest; state: LostFactorState; days: number }): VNode {
  const { translate } = page;
  switch (state.kind) {
    case 'impossible':
      return <p>{translate('lostFactor.impossible')}</p>;
    case 'waiting':
      return (
        <Alert kind="info">
          <p>
            <RichText
              page={page}
              text="lostFactor.waiting"
              values={{ at: <Time page={page} at={state.readyAt} /> }}
            />
          </p>
        </Alert>
      );
    case 'ready':
      return (
        <Form page={page} action={lostPath}>
          <p>{translate('lostFactor.ready')}</p>
          <input type="hidden" name="do" value="reset" />
          <button type="submit" class="danger">
            {translate('lostFactor.reset')}
          </button>
        </Form>
      );
    case 'none':
      return (
        <Form page={page} action={lostPath}>
          <p>{translate('lostFactor.none', { days })}</p>
          <input type="hidden" name="do" value="request" />
          <Submit kind="quiet">{translate('lostFactor.request')}</Submit>
        </Form>
      );
  }
}

/** `GET /login/lost-factor?token=<from the mail>`: opening it changes nothing. */
export function cancelResetPage({ db }: SignInDependencies): PageHandler {
  return async (page) => {
    const token = page.query.get('token') ?? '';
    const reset = await findFactorResetOfLink(db, hashToken(token), page.now);
    if (!reset) return said(page, 'deadLink', 404);
    const { translate } = page;
    const title = translate('lostFactor.cancel.title');
    const text = translate('lostFactor.cancel.text', { username: reset.username });
    const content = (
      <Message title={title} paragraphs={[text]}>
        <Form page={page} action={cancelResetPath}>
          <input type="hidden" name="token" value={token} />
          <Submit>{translate('lostFactor.cancel.submit')}</Submit>
        </Form>
      </Message>
    );
    return { page: { title, content, hasSecretAddress: true } };
  };
}

/** `POST /login/lost-factor`: cancels the reset, so that the second factors stay. */
export function submitResetCancellation(deps: LostFactorPageDependencies): PageHandler {
  return async (page) => {
    const token = page.submission.values.token ?? '';
    const isKept = await cancelFactorReset(deps, actorOfPage(page), token);
    return isKept ? said(page, 'kept', 200) : said(page, 'deadLink', 404);
  };
}

function said({ translate }: PageRequest, kind: 'deadLink' | 'kept', status: number): PageResponse {
  const title = translate(`lostFactor.${kind}.title`);
  const content = (
    <Message title={title} paragraphs={[translate(`lostFactor.${kind}.text`)]}>
      <p>
        <a href="/login/forgotpassword">{translate('recovery.forgot.title')}</a>
      </p>
    </Message>
  );
  return { status, page: { title, content, hasSecretAddress: true } };
}
