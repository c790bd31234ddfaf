import type { ConsentQuestion } from '../../authorization-requests/consent/consent-question.ts';
import { unconfirmedEntries } from '../../authorization-requests/consent/selectable-entries.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { addEmailAddress, requestEmailConfirmation } from '../../users/email-addresses/acts.ts';
import { sendPhoneCode } from '../../users/phone-numbers/acts.ts';
import type { ConsentDependencies } from './dependencies.ts';

type Sent = Readonly<Record<string, string>>;

/**
 * Sends a message to confirm an email address or phone number of the user that the request wants validated.
 * @param named its kind and label
 * @returns what the page's URL keeps: the contact, for `sentTo`, and the key of an SMS; undefined when nothing was
 * sent, also because this server cannot send it
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

/**
 * Same as `confirmContact`, for an email address that the client wants the user to own. Adds it to the account if the
 * user does not have it yet.
 */
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

/** An unused label that resembles the email address. */
function freeLabel(address: string, taken: readonly { readonly label: string }[]): string {
  const base = address.replace(/[^a-z\d-]+/g, '_').slice(0, 45);
  const labels = [base, ...Array.from({ length: 100 }, (_, index) => `${base} ${index + 2}`)];
  return labels.find((label) => !taken.some((row) => row.label === label)) ?? base;
}

/**
 * The contact that a message was sent to, if it belongs to the user: a crafted URL must not make the page show other
 * text.
 */
export function sentTo({ query }: PageRequest, { profile }: ConsentQuestion): string | undefined {
  const contacts = [
    ...profile.emailAddresses.map((entry) => entry.address),
    ...profile.phoneNumbers.map((entry) => entry.number),
  ];
  return contacts.find((contact) => contact === query.get('sent'));
}
