import type { ComponentChildren, VNode } from 'preact';
import type { FormErrors } from './components.tsx';
import { useTypedText } from './typed.tsx';

/** The properties of all fields of a form. */
interface LabelledProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly errors?: FormErrors | undefined;
}

/** Links a control to its hint and error for screen readers. */
interface Description {
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** The label, hint and error around a control. */
function Labelled({
  name,
  label,
  hint,
  error,
  children,
}: Omit<LabelledProps, 'errors'> & {
  readonly error: string | VNode | undefined;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error !== undefined && (
        <p class="error-text" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function descriptionOf(
  name: string,
  hint: string | undefined,
  error: FormErrors[string] | undefined,
): Description {
  const ids = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(Boolean);
  return {
    'aria-invalid': error !== undefined,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
  };
}

/** Optional attributes of an input. */
export interface InputDetails {
  readonly inputMode?: 'numeric' | 'email' | 'tel' | 'text';
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly class?: string;
  readonly autofocus?: boolean;
  readonly spellcheck?: boolean;
  readonly list?: string;
}

export interface FieldProps extends LabelledProps {
  readonly type?: 'text' | 'password' | 'email' | 'tel' | 'search' | 'date';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly input?: InputDetails;
}

/** A labelled input. */
export function Field(props: FieldProps): VNode {
  const {
    name,
    label,
    hint,
    errors = {},
    type = 'text',
    value,
    autocomplete,
    required = true,
    input,
  } = props;
  const error = errors[name];
  const isSecret = type === 'password' || input?.class === codeInput.class;
  const shown = useTypedText(name, value, isSecret);
  return (
    <Labelled name={name} label={label} hint={hint} error={error}>
      <input
        id={name}
        name={name}
        // The library's types distinguish inputs that are rendered alike here.
        type={type as 'text'}
        value={shown}
        autocomplete={autocomplete}
        required={required}
        {...descriptionOf(name, hint, error)}
        {...input}
        // After a refusal, the error summary gets the focus instead.
        autofocus={input?.autofocus && Object.keys(errors).length === 0}
      />
    </Labelled>
  );
}

/** The attributes of a field for a six-digit code, which browsers can fill in from an SMS. */
export const codeInput: InputDetails = {
  inputMode: 'numeric',
  pattern: '[0-9]*',
  maxLength: 10,
  class: 'code',
};

export interface LongFieldProps extends LabelledProps {
  readonly value: string | undefined;
  readonly required?: boolean;
  readonly rows?: number;
  /** The language of the text, if different from that of the page. */
  readonly lang?: string;
  readonly maxLength?: number;
}

/** A labelled field with several lines. */
export function LongField(props: LongFieldProps): VNode {
  const { name, label, hint, errors = {}, value, required = false, rows = 3, lang, maxLength } = props;
  const error = errors[name];
  const shown = useTypedText(name, value);
  return (
    <Labelled name={name} label={label} hint={hint} error={error}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        lang={lang}
        maxLength={maxLength}
        required={required}
        {...descriptionOf(name, hint, error)}
        value={shown}
      />
    </Labelled>
  );
}

export interface PictureFieldProps extends Omit<LabelledProps, 'name'> {
  /** Attributes for the script that shows a preview of the picture. */
  readonly input?: Readonly<Record<`data-${string}`, string>>;
}

/** A labelled upload field for a picture, named `file`. */
export function PictureField({ label, hint, errors = {}, input }: PictureFieldProps): VNode {
  return (
    <Labelled name="file" label={label} hint={hint} error={errors.file}>
      <input
        id="file"
        name="file"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        required
        {...descriptionOf('file', hint, errors.file)}
        {...input}
      />
    </Labelled>
  );
}
