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

/** The names of fields: a box to tick, or a list to choose one of the user's labels from. */
export const givesField = ({ id }: ConsentItem) => `give ${id}`;
export const entryField = ({ id }: ConsentItem) => `entry ${id}`;

/** What is ticked and selected on the page, by the names of its fields. */
export type Choices = URLSearchParams;

/**
 * What the page begins with: everything ticked; of entries the one that the client has already, else the one that was
 * shared last with any client, else the first.
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
    const wanted = [shared?.realLabel, last.get(item.kind), labels[0]];
    choices.set(
      entryField(item),
      wanted.find((label) => label !== undefined && labels.includes(label)) ?? '',
    );
  }
  return choices;
}

/** The choices among other values: those of the page's own fields. */
export function choicesIn(values: Iterable<[string, string]>): Choices {
  return new URLSearchParams([...values].filter(([name]) => /^(give|entry) /.test(name)));
}

/** What a form got wrong, by the id of the item. */
export type ConsentErrors = ReadonlyMap<string, MessageKey>;

/**
 * What the user selected. The page only selects among what the request holds and the user has: other fields are
 * ignored, other labels refused.
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
