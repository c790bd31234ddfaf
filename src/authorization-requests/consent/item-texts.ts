import type { Translate } from '../../i18n/catalogue.ts';
import type { ConsentItem, EntryItem } from './consent-items.ts';
import type { SelectableEntry } from './selectable-entries.ts';

/** The text for what a client sees, or asks to see. */
export function itemText(translate: Translate, item: ConsentItem, client: string): string {
  switch (item.type) {
    case 'flag':
      return translate(`consent.flag.${item.flag}`, { client });
    case 'entry':
      return entryText(translate, item);
    case 'membership':
      return translate('consent.membership', { organization: item.globalid });
    case 'tree':
      return translate('consent.tree', { organization: item.globalid });
    case 'ownership':
      return translate('consent.ownership', { address: item.address });
  }
}

/** Includes the client's label, unless it is `main`. */
function entryText(translate: Translate, { kind, currency, requestedLabel: label }: EntryItem): string {
  const plain = translate(`consent.entry.${kind}`);
  const what = currency === null ? plain : translate('consent.entry.currency', { what: plain, currency });
  return label === 'main' ? what : translate('consent.entry.as', { what, label });
}

/** The text for one of the user's own entries. */
export function selectableEntryText(translate: Translate, { label, value }: SelectableEntry): string {
  return value === '' ? label : translate('consent.entry.option', { label, value });
}
