import type { ComponentChildren, VNode } from 'preact';
import { csrfField } from '../web/csrf.ts';
import type { PageRequest } from './page-request.ts';
import { startForm, Tick, TypedFields } from './typed.tsx';

/** The errors of a form by field name; '' is the form as a whole. */
export type FormErrors = Readonly<Record<string, string | VNode>>;

export interface FormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly errors?: FormErrors | undefined;
  readonly id?: string;
  /** Whether it uploads a file, in the field `file`. */
  readonly hasFile?: boolean;
  /** Whether it has fields to fill in. Default: true. */
  readonly asks?: boolean;
  readonly children: ComponentChildren;
}

/** A form that changes something, with its CSRF token and, after a refusal, a summary that links to the fields. */
export function Form(props: FormProps): VNode {
  const { page, action, errors = {}, id, hasFile = false, asks = true, children } = props;
  const form = startForm(page, action, id);
  return (
    <form
      id={form.id}
      method="post"
      action={action}
      encType={hasFile ? 'multipart/form-data' : undefined}
      class="stack"
      noValidate
      data-show-password={page.translate('form.showPassword')}
    >
      <ErrorSummary page={page} errors={errors} asks={asks} />
      <input type="hidden" name={csrfField} value={page.csrfToken()} />
      <TypedFields form={form}>{children}</TypedFields>
    </form>
  );
}

interface ErrorSummaryProps {
  readonly page: PageRequest;
  readonly errors: FormErrors;
  readonly asks: boolean;
}

function ErrorSummary({ page, errors, asks }: ErrorSummaryProps): VNode | null {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  return (
    <div class="alert error" role="alert" id="problems" tabIndex={-1} data-focus>
      <h2>{page.translate(asks ? 'form.problem' : 'form.refused')}</h2>
      <ul>
        {entries.map(([name, text]) => (
          <li key={name}>{name === '' ? text : <a href={`#${name}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/**
 * @param waitSeconds with scripts, the button is disabled for this long
 * @param label replaces the text for screen readers, where several buttons of a page have the same text
 */
export function Submit({
  children,
  kind = 'primary',
  waitSeconds,
  label,
}: {
  children: ComponentChildren;
  kind?: 'primary' | 'quiet' | 'danger';
  waitSeconds?: number;
  label?: string;
}): VNode {
  return (
    <button type="submit" class={kind} data-wait-seconds={waitSeconds} aria-label={label}>
      {children}
    </button>
  );
}

/** The end of a form: a submit button and a link that leaves the form. */
export function SubmitOrLeave({
  submit,
  leave,
  to,
}: {
  readonly submit: string;
  readonly leave: string;
  readonly to: string;
}): VNode {
  return (
    <p class="actions">
      <Submit>{submit}</Submit>
      <a class="button quiet" href={to}>
        {leave}
      </a>
    </p>
  );
}

export function Alert({
  kind,
  children,
}: {
  kind: 'info' | 'success' | 'error';
  children: ComponentChildren;
}): VNode {
  return (
    <div class={`alert ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

/** A page with a message only. */
export function Message({
  title,
  paragraphs,
  children,
}: {
  title: string;
  paragraphs: readonly (string | VNode)[];
  children?: ComponentChildren;
}): VNode {
  return (
    <section class="card">
      <h1>{title}</h1>
      {paragraphs.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
      {children}
    </section>
  );
}

/** A labelled checkbox, which submits `1`. */
export function Choice({ name, label }: { readonly name: string; readonly label: string }): VNode {
  return (
    <label class="choice">
      <Tick type="checkbox" name={name} value="1" />
      <span>{label}</span>
    </label>
  );
}
