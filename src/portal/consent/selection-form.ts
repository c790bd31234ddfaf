import type { Kysely } from 'kysely';
import type { ConsentItem } from '../../authorization-requests/consent/consent-items.ts';
import type { Gift } from '../../authorization-requests/consent/consent-selection.ts';
import type { Consent } from '../../authorization-requests/consent/pending-consent.ts';
import { optionsOf } from '../../authorization-requests/consent/selectable-entries.ts';
import { listLastShared } from '../../authorization-requests/consent-queries.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Database } from '../../schema.ts';

/** The names of fields: a box to tick, or a list to choose the own label from. */
export const givesField = ({ id }: ConsentItem) => `give ${id}`;
export const entryField = ({ id }: ConsentItem) => `entry ${id}`;

/** What is ticked and chosen on the page, by the names of its fields. */
export type Choices = URLSearchParams;

/**
 * What the page begins with: everything ticked; of entries the one that the client has already, else the one that was
 * shown last to anybody, else the first.
 */
export async function firstChoices(db: Kysely<Database>, consent: Consent): Promise<Choices> {
  const last = await listLastShared(db, consent.session.username);
  const choices = new URLSearchParams();
  for (const item of consent.items) {
    if (item.type !== 'entry') {
      choices.set(givesField(item), 'on');
      continue;
    }
    const labels = optionsOf(consent.profile, item.kind).map(({ label }) => label);
    const shared = consent.record?.labels.find(
      (entry) => entry.kind === item.kind && entry.requested_label === item.requestedLabel,
    );
    const wanted = [shared?.real_label, last.get(item.kind), labels[0]];
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
 * What the person gives. The page only chooses among what the request holds and the user has: other fields are
 * nothing, other labels are refused.
 */
export function readGifts(consent: Consent, choices: Choices): { gifts: Gift[]; errors: ConsentErrors } {
  const gifts: Gift[] = [];
  const errors = new Map<string, MessageKey>();
  for (const item of consent.items) {
    const label = choices.get(entryField(item)) ?? '';
    const problem = problemOf(consent, item, label);
    if (problem) errors.set(item.id, problem);
    else if (isGiven(item, choices, label)) gifts.push({ item, label });
  }
  return { gifts, errors };
}

function isGiven(item: ConsentItem, choices: Choices, label: string): boolean {
  if (item.type === 'ownership') return true;
  return item.type === 'entry' ? label !== '' : choices.has(givesField(item));
}

function problemOf({ profile }: Consent, item: ConsentItem, label: string): MessageKey | undefined {
  if (item.type === 'entry' && label !== '') {
    const isOwn = optionsOf(profile, item.kind).some((option) => option.label === label);
    return isOwn ? undefined : 'consent.error.entry';
  }
  if (item.type !== 'ownership') return undefined;
  const owned = profile.email_addresses.find(({ email_address }) => email_address === item.address);
  return owned?.is_validated ? undefined : 'consent.error.ownership';
}
