import type { VNode } from 'preact';
import { en } from '../../i18n/en/index.ts';
import {
  AddressFields,
  settingRefusals,
  shortened,
} from '../../portal/organizations/webhooks/settings-fields.tsx';
import type { FormErrors } from '../../ui/components.tsx';
import { LongField } from '../../ui/field.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { refusalText } from '../../ui/refusals.ts';
import type { WebhookSettings } from '../../webhooks/queries.ts';

type Settings = Omit<WebhookSettings, 'isActive'>;

interface SettingsFieldsProps {
  readonly page: PageRequest;
  readonly settings: Settings;
  readonly errors: FormErrors;
}

/** The fields shared by the page for a new audit log webhook and the page of an existing one. */
export function SettingsFields({ page, settings, errors }: SettingsFieldsProps): VNode {
  const { translate } = page;
  return (
    <>
      <AddressFields page={page} settings={settings} errors={errors} hint="adminWebhooks.description.hint" />
      <LongField
        name="events"
        label={translate('webhooks.events')}
        hint={translate('adminWebhooks.events.hint')}
        value={settings.events.join('\n')}
        errors={errors}
        rows={5}
      />
    </>
  );
}

/** The settings in the submitted form. */
export function settingsIn({ submission: { values } }: PageRequest): Settings {
  const { url = '', description = '', events = '' } = values;
  const names = events.split(/[\s,;]+/).filter((name) => name !== '');
  return {
    url: url.trim(),
    description: shortened(description.trim()),
    events: [...new Set(names)],
  };
}

/**
 * Stores the settings of a form.
 * @returns errors by field, for what the user can correct; empty on success
 * @throws any other error
 */
export async function problemsOfSettings(
  { translate }: PageRequest,
  { events }: Settings,
  store: () => Promise<unknown>,
): Promise<FormErrors> {
  const unknown = events.find((name) => !Object.hasOwn(en, `event.${name}`));
  if (unknown !== undefined) return { events: translate('adminWebhooks.events.unknown', { name: unknown }) };
  try {
    await store();
    return {};
  } catch (error) {
    return { url: translate(refusalText(error, settingRefusals)) };
  }
}
