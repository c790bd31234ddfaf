import type { VNode } from 'preact';
import { type RedirectRules, redirectMismatch } from '../../../authorization-requests/redirect-uri.ts';
import { Alert } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import type { ClientPage } from './client-page.tsx';
import { clientPath } from './paths.ts';

/** Tells whether an authorization request may name a redirect URI, by the rule that decides there. */
export function CallbackTester({
  page,
  organization,
  client,
  rules,
}: ClientPage & { readonly rules: RedirectRules }): VNode {
  const { translate } = page;
  const tested = page.query.get('redirect_uri') ?? undefined;
  const mismatch = tested === undefined ? undefined : redirectMismatch(tested, client, rules);
  return (
    <section class="card" aria-labelledby="tester">
      <h2 id="tester">{translate('clients.tester')}</h2>
      <form method="get" action={`${clientPath(organization.globalid, client.keyId)}#tester`} class="search">
        <Field
          name="redirect_uri"
          label={translate('clients.tester.uri')}
          value={tested ?? ''}
          autocomplete="off"
          input={{ spellcheck: false, maxLength: 2100 }}
        />
        <button type="submit" class="quiet">
          {translate('clients.tester.submit')}
        </button>
      </form>
      {tested !== undefined &&
        (mismatch === undefined ? (
          <Alert kind="success">{translate('clients.tester.fits')}</Alert>
        ) : (
          <Alert kind="error">
            <p>{translate(`clients.mismatch.${mismatch}`)}</p>
            <p>
              {translate('clients.tester.registered')} <code>{client.callbackUrl}</code>
            </p>
          </Alert>
        ))}
    </section>
  );
}
