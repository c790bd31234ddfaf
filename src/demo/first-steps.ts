import type { DemoData } from './demo-file.ts';

/**
 * Three commands for an operator who has just started the server. They work as they are; each gets the token
 * it needs.
 * @throws Error when the data holds no user or no organization
 */
export function firstSteps({ url, users, organizations }: DemoData): readonly string[] {
  const [user] = users;
  const [organization] = organizations;
  if (!user || !organization) throw new Error('demo data without a user or an organization');
  const asUser = { id: user.applicationid, secret: user.apikey };
  const asOrganization = { id: organization.globalid, secret: organization.secret };
  return [
    tokenRequest(url, asUser),
    call(`${url}/api/users/${user.username}`, tokenRequest(url, asUser, 'id_token')),
    call(`${url}/api/organizations/${organization.globalid}`, tokenRequest(url, asOrganization, 'id_token')),
  ];
}

/** The client credentials grant (RFC 6749, section 4.4). With `id_token` the response is a bare JWT, otherwise JSON. */
function tokenRequest(
  url: string,
  { id, secret }: { readonly id: string; readonly secret: string },
  responseType?: 'id_token',
): string {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const all = responseType ? { ...form, response_type: responseType } : form;
  const fields = Object.entries(all).map(([name, value]) => `-d ${name}=${value}`);
  return `curl -s ${fields.join(' ')} '${url}/v1/oauth/access_token'`;
}

function call(url: string, tokenCommand: string): string {
  return `curl -s -H "Authorization: bearer $(${tokenCommand})" '${url}'`;
}

/** The text that `make run` shows below the log. */
export function describeFirstSteps(data: DemoData, file: string): string {
  const names = data.users.map(({ username }) => username).join(' and ');
  const [getToken, readUser, readOrganization] = firstSteps(data);
  return `
Demo data: the users ${names}, the organization ${data.organizations[0]?.globalid}.
Passwords and keys are in ${file}

A token for ${data.users[0]?.username}:
  ${getToken}

Her account, with a new token:
  ${readUser}

The organization, with its own token:
  ${readOrganization}
`;
}
