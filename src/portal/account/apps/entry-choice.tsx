import type { VNode } from 'preact';
import type { SharedItem } from '../../../authorization-requests/consent/authorized-items.ts';
import type { EntryChoices } from '../../../authorization-requests/consent/entry-choices.ts';
import { selectableEntryText } from '../../../authorization-requests/consent/item-texts.ts';
import { selectableEntries } from '../../../authorization-requests/consent/selectable-entries.ts';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Select } from '../../../ui/typed.tsx';
import type { Profile } from '../../../users/profile-queries.ts';

/** Longer lists are shown when they are asked for. */
const optionsBesideItem = 5;

const prefix = 'entry ';

/** The field in which the entry behind an item is chosen. */
export function choiceName(itemId: string): string {
  return `${prefix}${itemId}`;
}

/** The choices among the fields of a form or an address. */
export function choicesIn(fields: readonly (readonly [name: string, value: string])[]): EntryChoices {
  const chosen = fields.filter(([name]) => name.startsWith(prefix));
  return new Map(chosen.map(([name, label]) => [name.slice(prefix.length), label]));
}

export interface EntryChoiceProps {
  readonly page: PageRequest;
  readonly client: string;
  readonly item: SharedItem;
  readonly profile: Profile | undefined;
  readonly choices: EntryChoices;
  /** Of the list of entries. */
  readonly id: string;
  /** The item in words. */
  readonly text: string;
}

/** The entry behind an item, and others to choose from. */
export function EntryChoice(props: EntryChoiceProps): VNode | null {
  const { page, client, item, profile, choices, id, text } = props;
  if (item.type !== 'entry' || !profile) return null;
  const { translate, submission } = page;
  const options = selectableEntries(profile, item.kind);
  const isOpen = choices.has(item.id) || submission.values.list === item.id;
  if (options.length > optionsBesideItem && !isOpen)
    return (
      <>
        <span class="value">{item.realLabel}</span>
        <button
          type="submit"
          class="quiet"
          name="list"
          value={item.id}
          aria-label={translate('apps.entry.change.label', { what: text, client })}
        >
          {translate('apps.entry.change')}
        </button>
      </>
    );
  const chosen = choices.get(item.id) ?? item.realLabel;
  return (
    <>
      <label class="visually-hidden" for={id}>
        {translate('apps.entry', { client, what: text })}
      </label>
      <Select id={id} name={choiceName(item.id)}>
        {options.map((option) => (
          <option key={option.label} value={option.label} selected={option.label === chosen}>
            {selectableEntryText(translate, option)}
          </option>
        ))}
      </Select>
    </>
  );
}
