import type { VNode } from 'preact';
import { Form, type FormErrors, SubmitOrLeave } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { apiKeysPath } from './paths.ts';

interface LabelFormProps {
  readonly page: PageRequest;
  readonly text?: string;
  readonly action: string;
  /** The initial value of the field. */
  readonly label?: string;
  readonly submit: string;
  readonly errors: FormErrors;
}

/** A form that asks for the label of an API key. */
export function LabelForm({ page, text, action, label, submit, errors }: LabelFormProps): VNode {
  const { translate, submission } = page;
  return (
    <section class="card">
      {text !== undefined && <p>{text}</p>}
      <Form page={page} action={action} errors={errors}>
        <Field
          name="label"
          label={translate('entry.label')}
          hint={translate('apiKeys.label.hint')}
          value={submission.values.label ?? label}
          autocomplete="off"
          errors={errors}
        />
        <SubmitOrLeave submit={submit} leave={translate('danger.cancel')} to={apiKeysPath} />
      </Form>
    </section>
  );
}
