import type { VNode } from 'preact';
import type { FormErrors } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { type WebhookEventType, webhookEvents } from '../../../webhooks/event-types.ts';
import type { WebhookSettings } from '../../../webhooks/queries.ts';

/** What an act refuses of the settings, as texts next to the address. */
export const settingRefusals = {
  bad_request: 'webhooks.url.refused',
  maximum_reached: 'webhooks.tooMany',
} as const;

interface SettingsFieldsProps {
  readonly page: PageRequest;
  readonly settings: WebhookSettings;
  readonly errors: FormErrors;
}

/** The fields that a new webhook and its page share. */
export function SettingsFields({ page, settings, errors }: SettingsFieldsProps): VNode {
  const { translate } = page;
  return (
    <>
      <Field
        name="url"
        label={translate('webhooks.url')}
        hint={translate('webhooks.url.hint')}
        value={settings.url}
        errors={errors}
        autocomplete="off"
        input={{ maxLength: 2048, spellcheck: false }}
      />
      <Field
        name="description"
        label={translate('webhooks.description')}
        hint={translate('webhooks.description.hint')}
        value={settings.description}
        errors={errors}
        autocomplete="off"
        required={false}
        input={{ maxLength: 250 }}
      />
      <fieldset>
        <legend>{translate('webhooks.events')}</legend>
        <p class="hint">{translate('webhooks.events.hint')}</p>
        {webhookEvents.map((event) => (
          <EventChoice key={event} page={page} event={event} isOn={settings.events.includes(event)} />
        ))}
      </fieldset>
    </>
  );
}

function EventChoice(props: { page: PageRequest; event: WebhookEventType; isOn: boolean }): VNode {
  const { page, event, isOn } = props;
  return (
    <label class="choice">
      <input type="checkbox" name="event" value={event} checked={isOn} />
      <span>
        {page.translate(`webhooks.event.${event}`)} <code>{event}</code>
      </span>
    </label>
  );
}

/** What a form says, or the address after reauthentication. */
export function settingsIn({ query, submission }: PageRequest): Omit<WebhookSettings, 'isActive'> {
  const given = (name: string) => (submission.values[name] ?? query.get(name) ?? '').trim();
  const events = webhookEvents.filter((event) => submission.all('event').includes(event));
  return { url: given('url'), description: [...given('description')].slice(0, 250).join(''), events };
}
