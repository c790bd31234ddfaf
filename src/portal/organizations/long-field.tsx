import type { VNode } from 'preact';
import type { FormErrors } from '../../ui/components.tsx';

interface LongFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string | undefined;
  readonly errors: FormErrors;
  readonly required?: boolean;
  readonly rows?: number;
  /** Of the text, when that is not the language of the page. */
  readonly lang?: string;
  readonly maxLength?: number;
}

/** A labelled field of several lines; hint and error are read out with it. */
export function LongField(props: LongFieldProps): VNode {
  const { name, label, hint, value, errors, required = false, rows = 3, lang, maxLength } = props;
  const error = errors[name];
  const described = [hint !== undefined && `${name}-hint`, error !== undefined && `${name}-error`].filter(
    Boolean,
  );
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={name}
        name={name}
        rows={rows}
        lang={lang}
        maxLength={maxLength}
        required={required}
        aria-invalid={error !== undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        value={value}
      />
      {error !== undefined && (
        <p class="error-text" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
