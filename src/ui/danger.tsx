import type { ComponentChildren, VNode } from 'preact';
import { Form, type FormErrors, Submit } from './components.tsx';
import { Field } from './field.tsx';
import type { PageRequest } from './page-request.ts';

export interface DangerousAction {
  readonly title: string;
  /** Explains the action. */
  readonly text: string;
  /** The page that asks for confirmation. */
  readonly href: string;
  readonly label: string;
}

/** The end of a page: actions that cannot be undone, each with a link to a page that asks for confirmation. */
export function DangerZone({
  page,
  actions,
}: {
  page: PageRequest;
  actions: readonly DangerousAction[];
}): VNode {
  return (
    <section class="card danger" aria-labelledby="danger">
      <h2 id="danger">{page.translate('danger.title')}</h2>
      <ul class="rows">
        {actions.map(({ title, text, href, label }) => (
          <li key={href} class="row">
            <div>
              <p>
                <strong>{title}</strong>
              </p>
              <p class="hint">{text}</p>
            </div>
            <a class="button danger" href={href}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface ConfirmationProps {
  readonly page: PageRequest;
  /** What will happen, and what cannot be undone. */
  readonly paragraphs: readonly string[];
  readonly action: string;
  /** Hidden fields to submit. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The text of the button: "Delete organization". */
  readonly label: string;
  /** Where "Cancel" leads. */
  readonly back: string;
  /** A word that must be typed, submitted as `typed`; the handler compares it. */
  readonly typed?: string;
  readonly errors?: FormErrors;
  /** Whether the act loses nothing. */
  readonly isHarmless?: boolean;
  /** Further information for the decision. */
  readonly children?: ComponentChildren;
}

/** The content of a page that asks for confirmation before an act. */
export function Confirmation(props: ConfirmationProps): VNode {
  const { page, paragraphs, action, fields = {}, label, back, typed, errors, children } = props;
  const { isHarmless = false } = props;
  return (
    <section class={isHarmless ? 'card' : 'card danger'}>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {children}
      <Form page={page} action={action} errors={errors} asks={typed !== undefined}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {typed !== undefined && (
          <Field
            name="typed"
            label={page.translate('danger.type', { word: typed })}
            errors={errors}
            autocomplete="off"
            input={{ spellcheck: false }}
          />
        )}
        <p class="actions">
          <Submit kind={isHarmless ? 'primary' : 'danger'}>{label}</Submit>
          <a class="button quiet" href={back}>
            {page.translate('danger.cancel')}
          </a>
        </p>
      </Form>
    </section>
  );
}
