import type { VNode } from 'preact';
import type { MessageKey } from '../../../i18n/en/index.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Tick } from '../../../ui/typed.tsx';
import { type WebhookEventType, webhookEvents } from '../../../webhooks/event-types.ts';
import type { WebhookSettings } from '../../../webhooks/queries.ts';

/** Texts for refused settings, shown next to the URL. */
export const settingRefusals = {
  bad_request: 'webhooks.url.refused',
  maximum_reached: 'webhooks.tooMany',
} as const;

interface SettingsFieldsProps {
  readonly page: PageRequest;
  readonly settings: WebhookSettings;
  readonly errors: FormErrors;
}

interface AddressFieldsProps {
  readonly page: PageRequest;
  readonly settings: Pick<WebhookSettings, 'url' | 'description'>;
  readonly errors: FormErrors;
  /** Explains the description. */
  readonly hint: MessageKey;
}

/** The URL and the description of a webhook. */
export function AddressFields({ page: { translate }, settings, errors, hint }: AddressFieldsProps): VNode {
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
        hint={translate(hint)}
        value={settings.description}
        errors={errors}
        autocomplete="off"
        required={false}
        input={{ maxLength: 250 }}
      />
    </>
  );
}

/** The fields for a new webhook and for the page of an existing one. */
export function SettingsFields({ page, settings, errors }: SettingsFieldsProps): VNode {
  const { translate } = page;
  return (
    <>
      <AddressFields page={page} settings={settings} errors={errors} hint="webhooks.description.hint" />
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
      <Tick type="checkbox" name="event" value={event} checked={isOn} />
      <span>
        {page.translate(`webhooks.event.${event}`)} <code>{event}</code>
      </span>
    </label>
  );
}

/** The values of the form, or of the URL after reauthentication. */
export function settingsIn({ query, submission }: PageRequest): Omit<WebhookSettings, 'isActive'> {
  const given = (name: string) => (submission.values[name] ?? query.get(name) ?? '').trim();
  const events = webhookEvents.filter((event) => submission.all('event').includes(event));
  return { url: given('url'), description: shortened(given('description')), events };
}

/** A description cut to 250 characters, the maximum that can be stored. */
export function shortened(description: string): string {
  return [...description].slice(0, 250).join('');
}
