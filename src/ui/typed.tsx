import { type ComponentChildren, cloneElement, createContext, toChildArray, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { csrfField } from '../web/csrf.ts';
import type { Submission } from '../web/form.ts';
import type { PageRequest } from './page-request.ts';

/**
 * What was typed into a form stays when another language or other colours are chosen, without scripts too: the choice is
 * sent with the fields of the form, and the page shows them again, but for passwords, codes and files.
 */

/** A form while its page is rendered. */
export interface TypedForm {
  /** The `id` of the element. */
  readonly id: string;
  /** Tells the forms of a page apart. */
  readonly key: string;
  readonly typed: Submission | undefined;
  /** What its fields turned out to be. */
  fields: 'none' | 'choices' | 'texts';
}

/** The name of the button that sends the choice; its value is the token of this browser and the key of the form. */
export const switchField = 'typed-form';

/** Forms that only search have no token of their own. */
export function switchValue(page: PageRequest, { key }: TypedForm): string {
  return `${page.csrfToken()} ${key}`;
}

/** @returns the token, then the key of the form; nothing when the form was sent for another reason */
function switchParts({ values }: Submission): readonly string[] {
  return values[switchField]?.match(/^(\S+) (.+)$/)?.slice(1) ?? [];
}

/** The token that a form brings. */
export function tokenIn(submission: Submission): string | undefined {
  return submission.values[csrfField] ?? switchParts(submission)[0];
}

const TypedContext = createContext<TypedForm | undefined>(undefined);

/** Notes a form of the page. @param id of its element, if it has one */
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

/** The form whose fields go along with the choice of a language: the only one into which a text can be typed. */
export function formToKeep({ forms }: PageRequest): TypedForm | undefined {
  return forms.find(({ fields }) => fields === 'texts') ?? forms.find(({ fields }) => fields === 'choices');
}

/** The value of a text field: what was typed, if the page is shown again. @param isSecret never shown again */
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

/** A box to tick, or a button of a choice. */
export function Tick({ name, checked = false, value, ...others }: TickProps): VNode {
  const form = useChoices();
  const isTicked = form?.typed ? form.typed.all(name).includes(value ?? 'on') : checked;
  return <input {...others} name={name} value={value} checked={isTicked} />;
}

interface SelectProps extends ControlProps {
  readonly 'aria-invalid'?: boolean;
  readonly children: ComponentChildren;
}

/** A list to choose from; its children are the options. */
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
