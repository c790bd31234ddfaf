import type { ComponentChildren, VNode } from 'preact';
import { Field } from './field.tsx';
import type { PageRequest } from './page-request.ts';
import { startForm, TypedFields } from './typed.tsx';

interface GetFormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly class: string;
  readonly children: ComponentChildren;
}

/** A form that changes nothing: its fields become the query of the URL. */
export function GetForm({ page, action, class: name, children }: GetFormProps): VNode {
  const form = startForm(page, action, undefined);
  return (
    <form id={form.id} method="get" action={action} class={name}>
      <TypedFields form={form}>{children}</TypedFields>
    </form>
  );
}

interface SearchFormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly label: string;
}

/** A search field for a list, submitted as `q`. */
export function SearchForm({ page, action, label }: SearchFormProps): VNode {
  return (
    <search>
      <GetForm page={page} action={action} class="search">
        <Field
          name="q"
          type="search"
          label={label}
          value={searchOf(page)}
          autocomplete="off"
          required={false}
        />
        <button type="submit" class="quiet">
          {page.translate('org.search')}
        </button>
      </GetForm>
    </search>
  );
}

/** A search field for a list that is long, or was searched. */
export function SearchIfLong({
  isLong,
  ...form
}: SearchFormProps & { readonly isLong: boolean }): VNode | null {
  return isLong || searchOf(form.page) !== '' ? <SearchForm {...form} /> : null;
}

export interface FilterField {
  readonly name: string;
  readonly type: 'search' | 'date';
  readonly label: string;
  readonly value: string;
}

interface FilterFormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly fields: readonly FilterField[];
}

/** Several filter fields for a list, submitted under their names. */
export function FilterForm({ page, action, fields }: FilterFormProps): VNode {
  return (
    <search>
      <GetForm page={page} action={action} class="stack card">
        <div class="field-grid">
          {fields.map((field) => (
            <Field key={field.name} {...field} autocomplete="off" required={false} />
          ))}
        </div>
        <p class="actions">
          <button type="submit" class="quiet">
            {page.translate('org.search')}
          </button>
        </p>
      </GetForm>
    </search>
  );
}

/** The search term of a list, in lower case. */
export function searchOf({ query }: PageRequest): string {
  return (query.get('q') ?? '').trim().toLowerCase();
}
