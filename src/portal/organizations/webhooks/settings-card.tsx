import type { ComponentChildren, VNode } from 'preact';
import { Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Tick } from '../../../ui/typed.tsx';

interface SettingsCardProps {
  readonly page: PageRequest;
  /** Where the form is sent. */
  readonly action: string;
  readonly errors: FormErrors;
  /** Whether the webhook gets events. */
  readonly isActive: boolean;
  /** The other fields. */
  readonly children: ComponentChildren;
}

/** The form that changes a webhook, or switches it off and on. */
export function SettingsCard({ page, action, errors, isActive, children }: SettingsCardProps): VNode {
  const { translate } = page;
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">{translate('webhooks.settings')}</h2>
      <Form page={page} action={action} errors={errors}>
        <input type="hidden" name="act" value="save" />
        {children}
        <label class="choice">
          <Tick type="checkbox" name="active" value="1" checked={isActive} />
          <span>
            {translate('webhooks.active')}
            <span class="hint block">{translate('webhooks.active.text')}</span>
          </span>
        </label>
        <p class="actions">
          <Submit>{translate('webhooks.save')}</Submit>
        </p>
      </Form>
    </section>
  );
}
