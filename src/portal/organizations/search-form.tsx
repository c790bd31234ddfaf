import type { VNode } from 'preact';
import { Field } from '../../ui/field.tsx';
import type { PageRequest } from '../../ui/page-request.ts';

interface SearchFormProps {
  readonly page: PageRequest;
  readonly action: string;
  readonly label: string;
}

/** A field that narrows a list down, sent as `q`. */
export function SearchForm({ page, action, label }: SearchFormProps): VNode {
  return (
    <search>
      <form method="get" action={action} class="search">
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
      </form>
    </search>
  );
}

/** What a list is narrowed down to, in lower case. */
export function searchOf({ query }: PageRequest): string {
  return (query.get('q') ?? '').trim().toLowerCase();
}
