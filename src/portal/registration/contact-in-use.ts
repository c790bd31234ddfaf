import { findAccount } from '../../authentication/sign-in/queries.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import type { RegistrationDependencies } from './dependencies.ts';
import { contactInUsePage } from './views/phone.tsx';

/** Tells a visitor that the confirmed phone number or email address belongs to an account. */
export async function respondInUse(
  { db }: Pick<RegistrationDependencies, 'db'>,
  page: PageRequest,
  contact: string,
): Promise<PageResponse> {
  const account = await findAccount(db, readSearchText(contact));
  return contactInUsePage(page, contact, account?.eraseAt ?? undefined);
}
