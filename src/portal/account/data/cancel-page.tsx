import { hashToken } from '../../../crypto/tokens.ts';
import { type CancelOutcome, cancelDeletion, cancelPath } from '../../../privacy/deletion/acts.ts';
import { findDeletion } from '../../../privacy/deletion/queries.ts';
import { Form, Message, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';

/** `GET /account/deletion?token=<from the mail>`: opening it changes nothing. */
export function cancelDeletionPage({ db }: SignInDependencies): PageHandler {
  return async (page) => {
    const token = page.query.get('token') ?? '';
    const deletion = await findDeletion(db, hashToken(token), page.now);
    if (!deletion) return said(page, 'deadLink', 404);
    const { translate } = page;
    const { username, eraseAt } = deletion;
    const title = translate('deletion.page.title');
    const values = { username, at: <Time page={page} at={eraseAt} /> };
    const text = <RichText page={page} text="deletion.page.text" values={values} />;
    const content = (
      <Message title={title} paragraphs={[text, translate('deletion.page.how')]}>
        <Form page={page} action={cancelPath}>
          <input type="hidden" name="token" value={token} />
          <Submit>{translate('deletion.page.keep')}</Submit>
        </Form>
      </Message>
    );
    return { page: { title, content, hasSecretAddress: true } };
  };
}

/** `POST /account/deletion`: keeps the account. It stays locked if an operator has locked it too. */
export function submitDeletionCancellation(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const token = page.submission.values.token ?? '';
    const outcome = await cancelDeletion(deps, actorOfPage(page), token);
    return outcome ? said(page, outcome, 200) : said(page, 'deadLink', 404);
  };
}

function said({ translate }: PageRequest, kind: 'deadLink' | CancelOutcome, status: number): PageResponse {
  const title = translate(`deletion.${kind}.title`);
  const content = (
    <Message title={title} paragraphs={[translate(`deletion.${kind}.text`)]}>
      <p>
        <a href="/login">{translate('recovery.signIn')}</a>
      </p>
    </Message>
  );
  return { status, page: { title, content, hasSecretAddress: true } };
}
