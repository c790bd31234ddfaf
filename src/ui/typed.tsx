import { type ComponentChildren, cloneElement, createContext, toChildArray, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { csrfField } from '../web/csrf.ts';
import type { Submission } from '../web/form.ts';
import type { PageRequest } from './page-request.ts';

/**
 * Keeps the values of a form when another language or theme is chosen, even without scripts: the choice is submitted
 * with the fields of the form, and the page shows them again, except passwords, codes and files.
 */

/** A form during the rendering of its page. */
export interface TypedForm {
  /** The `id` of the element. */
  readonly id: string;
  /** Distinguishes the forms of a page. */
  readonly key: string;
  readonly typed: Submission | undefined;
  /** The kinds of fields found during rendering. */
  fields: 'none' | 'choices' | 'texts';
}

/** The name of the button that submits the choice. Its value is the browser's CSRF token and the key of the form. */
export const switchField = 'typed-form';

/** Search forms have no token of their own. */
export function switchValue(page: PageRequest, { key }: TypedForm): string {
  return `${page.csrfToken()} ${key}`;
}

/** @returns the token and the key of the form; empty when the form was submitted for another reason */
function switchParts({ values }: Submission): readonly string[] {
  return values[switchField]?.match(/^(\S+) (.+)$/)?.slice(1) ?? [];
}

/** The CSRF token in a form. */
export function tokenIn(submission: Submission): string | undefined {
  return submission.values[csrfField] ?? switchParts(submission)[0];
}

const TypedContext = createContext<TypedForm | undefined>(undefined);

/** Registers a form of the page. @param id of its element, if it has one */
export function startForm(
  { forms, switched }: PageRequest,
  action: string,
  id: string | undefined,
): TypedForm {
  const key = `${action} ${forms.filter(({ key }) => key.startsWith(`${action} `)).length}`;
  const typed = switched && switchParts(switched)[1] === key ? switched : undefined;
  const form: TypedForm = { id: id ?? `form-${forms.length}`, key, typed, fields: 'none' };
  forms.push(form);
  return form;
}

export function TypedFields({ form, children }: { form: TypedForm; children: ComponentChildren }): VNode {
  return <TypedContext.Provider value={form}>{children}</TypedContext.Provider>;
}

/**
 * The form whose fields are submitted with the choice of a language: the one with text fields, or else one with
 * choices.
 */
export function formToKeep({ forms }: PageRequest): TypedForm | undefined {
  return forms.find(({ fields }) => fields === 'texts') ?? forms.find(({ fields }) => fields === 'choices');
}

/** The value of a text field: the typed text, if the page is shown again. @param isSecret never shown again */
export function useTypedText(name: string, value: string | undefined, isSecret = false): string | undefined {
  const form = useContext(TypedContext);
  if (form) form.fields = 'texts';
  return form?.typed && !isSecret ? (form.typed.values[name] ?? '') : value;
}

interface ControlProps {
  readonly name: string;
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
}

interface TickProps extends ControlProps {
  readonly type: 'checkbox' | 'radio';
  readonly value?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

/** A checkbox or a radio button. */
export function Tick({ name, checked = false, value, ...others }: TickProps): VNode {
  const form = useChoices();
  const isTicked = form?.typed ? form.typed.all(name).includes(value ?? 'on') : checked;
  return <input {...others} name={name} value={value} checked={isTicked} />;
}

interface SelectProps extends ControlProps {
  readonly 'aria-invalid'?: boolean;
  readonly children: ComponentChildren;
}

/** A select list; its children are the options. */
export function Select({ name, children, ...others }: SelectProps): VNode {
  const chosen = useChoices()?.typed?.values[name];
  const options =
    chosen === undefined
      ? children
      : toChildArray(children).map((option) =>
          typeof option === 'object'
            ? cloneElement(option, { selected: String(Reflect.get(option.props, 'value')) === chosen })
            : option,
        );
  return (
    <select {...others} name={name}>
      {options}
    </select>
  );
}

function useChoices(): TypedForm | undefined {
  const form = useContext(TypedContext);
  if (form?.fields === 'none') form.fields = 'choices';
  return form;
}
