import type { VNode } from 'preact';
import type { TokenAlgorithm } from '../../../organizations/api-keys/queries.ts';
import type { ApiKeyRules } from '../../../organizations/api-keys/views.ts';
import { Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import { Field, LongField } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Select, Tick } from '../../../ui/typed.tsx';
import type { ClientPage } from './client-page.tsx';
import { clientPath } from './paths.ts';

interface SwitchesFormProps extends ClientPage {
  /** What the server demands of every client. */
  readonly rules: ApiKeyRules;
  /** The algorithms that the server can sign with. */
  readonly algorithms: readonly TokenAlgorithm[];
  readonly errors: FormErrors;
}

/** The settings of a client. After a refusal, the form shows the submitted values. */
export function SwitchesForm(props: SwitchesFormProps): VNode {
  const { page, organization, client, rules, errors } = props;
  const { translate, submission } = page;
  const isRefused = Object.keys(errors).length > 0;
  const text = (name: string, stored: string) => (isRefused ? submission.values[name] : stored);
  const box = (name: string, stored: boolean) => (isRefused ? submission.values[name] !== undefined : stored);
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">{translate('clients.settings')}</h2>
      <Form page={page} action={clientPath(organization.globalid, client.keyId)} errors={errors}>
        <Field
          name="label"
          label={translate('clients.label')}
          value={text('label', client.label)}
          errors={errors}
          autocomplete="off"
          input={{ maxLength: 50 }}
        />
        <Field
          name="callback"
          label={translate('clients.callback')}
          value={text('callback', client.callbackUrl)}
          errors={errors}
          autocomplete="off"
          required={false}
          input={{ maxLength: 250, spellcheck: false }}
        />
        <Field
          name="homePage"
          label={translate('clients.homePage')}
          hint={translate('clients.homePage.hint')}
          value={text('homePage', client.homePageUri)}
          errors={errors}
          autocomplete="off"
          required={false}
          input={{ maxLength: 250, spellcheck: false }}
        />
        <Switch
          page={page}
          name="exact"
          isOn={rules.redirectMatch === 'exact' || box('exact', client.matchesExactly)}
          isFixed={rules.redirectMatch === 'exact'}
        />
        <Switch
          page={page}
          name="pkce"
          isOn={rules.pkce === 'required' || client.isPublic || box('pkce', client.requiresPkce)}
          isFixed={rules.pkce === 'required' || client.isPublic}
        />
        {!client.isPublic && (
          <Switch
            page={page}
            name="credentials"
            isOn={box('credentials', client.allowsClientCredentials)}
            isFixed={false}
          />
        )}
        <Switch page={page} name="device" isOn={box('device', client.allowsDeviceGrant)} isFixed={false} />
        <Switch page={page} name="claims" isOn={box('claims', client.claimsInIdToken)} isFixed={false} />
        <Switch page={page} name="groups" isOn={box('groups', client.tellsGroups)} isFixed={false} />
        <Switch page={page} name="jwt" isOn={box('jwt', client.hasJwtAccessTokens)} isFixed={false} />
        <LongField
          name="afterLogout"
          label={translate('clients.afterLogout')}
          hint={translate('clients.afterLogout.hint')}
          value={text('afterLogout', client.postLogoutRedirectUris.join('\n'))}
          errors={errors}
        />
        <Field
          name="backchannel"
          label={translate('clients.backchannel')}
          hint={translate('clients.backchannel.hint')}
          value={text('backchannel', client.backchannelLogoutUri)}
          errors={errors}
          autocomplete="off"
          required={false}
          input={{ maxLength: 250, spellcheck: false }}
        />
        <Switch
          page={page}
          name="logoutSession"
          isOn={box('logoutSession', client.backchannelLogoutSession)}
          isFixed={false}
        />
        <AlgorithmChoice {...props} chosen={text('algorithm', client.algorithm) ?? ''} />
        <p class="actions">
          <Submit>{translate('clients.save')}</Submit>
        </p>
      </Form>
    </section>
  );
}

interface SwitchProps {
  readonly page: PageRequest;
  readonly name: 'exact' | 'pkce' | 'credentials' | 'device' | 'claims' | 'groups' | 'jwt' | 'logoutSession';
  readonly isOn: boolean;
  /** Whether it cannot be changed here. */
  readonly isFixed: boolean;
}

function Switch({ page: { translate }, name, isOn, isFixed }: SwitchProps): VNode {
  return (
    <label class="choice">
      <Tick type="checkbox" name={name} value="1" checked={isOn} disabled={isFixed} />
      <span>
        {translate(`clients.switch.${name}`)}
        <span class="hint block">{translate(`clients.switch.${name}.text`)}</span>
      </span>
    </label>
  );
}

function AlgorithmChoice({
  page: { translate },
  algorithms,
  client,
  chosen,
}: SwitchesFormProps & { readonly chosen: string }): VNode {
  const offered = [...new Set([...algorithms, client.algorithm])];
  return (
    <div class="field">
      <label for="algorithm">{translate('clients.algorithm')}</label>
      <p class="hint" id="algorithm-hint">
        {translate('clients.algorithm.hint')}
      </p>
      <Select id="algorithm" name="algorithm" aria-describedby="algorithm-hint">
        {offered.map((name) => (
          <option key={name} value={name} selected={name === chosen}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
