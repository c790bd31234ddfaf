import type { Kysely } from 'kysely';
import type { ConsentItem } from '../../authorization-requests/consent/consent-items.ts';
import type { SharingQuestion } from '../../authorization-requests/consent/consent-question.ts';
import type {
  ConsentSelection,
  SelectedItem,
} from '../../authorization-requests/consent/consent-selection.ts';
import { listLastShared } from '../../authorization-requests/consent/queries.ts';
import { selectableEntries } from '../../authorization-requests/consent/selectable-entries.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Database } from '../../schema.ts';

/** Field names: a checkbox, or a list with the user's labels. */
export const givesField = ({ id }: ConsentItem) => `give ${id}`;
export const entryField = ({ id }: ConsentItem) => `entry ${id}`;

/** What is checked and selected on the page, by field name. */
export type Choices = URLSearchParams;

/**
 * The initial selection: everything is checked. For each item, the entry that the client already has is selected, or
 * else the one most recently shared with any client, or else the first.
 */
export async function firstChoices(db: Kysely<Database>, question: SharingQuestion): Promise<Choices> {
  const last = await listLastShared(db, question.session.username);
  const choices = new URLSearchParams();
  for (const item of question.items) {
    if (item.type !== 'entry') {
      choices.set(givesField(item), 'on');
      continue;
    }
    const labels = selectableEntries(question.profile, item.kind).map(({ label }) => label);
    const shared = question.record?.labels.find(
      (entry) => entry.kind === item.kind && entry.requestedLabel === item.requestedLabel,
    );
    const preferred = [shared?.realLabel, last.get(item.kind), labels[0]];
    choices.set(
      entryField(item),
      preferred.find((label) => label !== undefined && labels.includes(label)) ?? '',
    );
  }
  return choices;
}

/** Extracts the choices from other values, by the names of the page's fields. */
export function choicesIn(values: Iterable<[string, string]>): Choices {
  return new URLSearchParams([...values].filter(([name]) => /^(give|entry) /.test(name)));
}

/** Errors by the id of the item. */
export type ConsentErrors = ReadonlyMap<string, MessageKey>;

/**
 * Reads the user's selection, which can only contain items of the request and entries of the user: other fields are
 * ignored, other labels are errors.
 */
export function readSelection(
  question: SharingQuestion,
  choices: Choices,
): { selection: ConsentSelection; errors: ConsentErrors } {
  const selection: SelectedItem[] = [];
  const errors = new Map<string, MessageKey>();
  for (const item of question.items) {
    const label = choices.get(entryField(item)) ?? '';
    const problem = problemOf(question, item, label);
    if (problem) errors.set(item.id, problem);
    else if (isSelected(item, choices, label)) selection.push({ item, label });
  }
  return { selection, errors };
}

function isSelected(item: ConsentItem, choices: Choices, label: string): boolean {
  if (item.type === 'ownership') return true;
  return item.type === 'entry' ? label !== '' : choices.has(givesField(item));
}

function problemOf({ profile }: SharingQuestion, item: ConsentItem, label: string): MessageKey | undefined {
  if (item.type === 'entry' && label !== '') {
    const isOwn = selectableEntries(profile, item.kind).some((option) => option.label === label);
    return isOwn ? undefined : 'consent.error.entry';
  }
  if (item.type !== 'ownership') return undefined;
  const owned = profile.emailAddresses.find(({ address }) => address === item.address);
  return owned?.isValidated ? undefined : 'consent.error.ownership';
}
