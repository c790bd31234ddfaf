import type { ConsentQuestion } from '../../authorization-requests/consent/consent-question.ts';
import { unconfirmedEntries } from '../../authorization-requests/consent/selectable-entries.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { addEmailAddress, requestEmailConfirmation } from '../../users/email-addresses/acts.ts';
import { sendPhoneCode } from '../../users/phone-numbers/acts.ts';
import type { ConsentDependencies } from './dependencies.ts';

type Sent = Readonly<Record<string, string>>;

/**
 * Sends a message to confirm one of the user's addresses or numbers that the request wants confirmed.
 * @param named its kind and label
 * @returns what the address of the page remembers: the contact, for `sentTo`, and the key of a text message; undefined
 *   when nothing was sent, also because this server cannot
 */
export async function confirmContact(
  deps: ConsentDependencies,
  page: PageRequest,
  { profile, session }: ConsentQuestion,
  [kind = '', label = '']: readonly string[],
): Promise<Sent | undefined> {
  if (kind !== 'validatedemailaddresses' && kind !== 'validatedphonenumbers') return undefined;
  const { channels } = deps.messages;
  if (!(kind === 'validatedphonenumbers' ? channels.sms : channels.mail)) return undefined;
  const contact = unconfirmedEntries(profile, kind).find((entry) => entry.label === label);
  if (!contact) return undefined;
  const actor = actorOfPage(page, session);
  const named = { username: session.username, label, language: page.language };
  if (kind === 'validatedphonenumbers')
    return { sent: contact.value, k: await sendPhoneCode(deps, actor, named) };
  await requestEmailConfirmation(deps, actor, named);
  return { sent: contact.value };
}

/** The same for an address whose ownership is asked for; when the user has not got it yet, it is added. */
export async function confirmOwnership(
  deps: ConsentDependencies,
  page: PageRequest,
  { items, profile, session }: ConsentQuestion,
  address = '',
): Promise<Sent | undefined> {
  if (!items.some((item) => item.type === 'ownership' && item.address === address)) return undefined;
  const known = profile.emailAddresses.find((entry) => entry.address === address);
  if (known?.isValidated || !deps.messages.channels.mail) return undefined;
  const actor = actorOfPage(page, session);
  const owner = { username: session.username, language: page.language };
  if (known) await requestEmailConfirmation(deps, actor, { ...owner, label: known.label });
  else {
    const label = freeLabel(address, profile.emailAddresses);
    await addEmailAddress(deps, actor, { ...owner, label, address });
  }
  return { sent: address };
}

/** The address as far as labels allow it. */
function freeLabel(address: string, taken: readonly { readonly label: string }[]): string {
  const wanted = address.replace(/[^a-z\d-]+/g, '_').slice(0, 45);
  const labels = [wanted, ...Array.from({ length: 100 }, (_, index) => `${wanted} ${index + 2}`)];
  return labels.find((label) => !taken.some((row) => row.label === label)) ?? wanted;
}

/** The contact that a message was sent to, if it is the user's: an address of this site must not say other things. */
export function sentTo({ query }: PageRequest, { profile }: ConsentQuestion): string | undefined {
  const contacts = [
    ...profile.emailAddresses.map((entry) => entry.address),
    ...profile.phoneNumbers.map((entry) => entry.number),
  ];
  return contacts.find((contact) => contact === query.get('sent'));
}
