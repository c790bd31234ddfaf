import { organizationPath } from '../paths.ts';

export function peoplePath(globalid: string): string {
  return organizationPath(globalid, 'people');
}

/** The page that asks for confirmation before an act. @param who a user, organization, email address or phone number */
export function actPath(globalid: string, act: string, who: string): string {
  return `${organizationPath(globalid, 'people', 'act')}?${new URLSearchParams({ act, who })}`;
}
