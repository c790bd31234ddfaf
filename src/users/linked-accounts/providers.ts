import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Config, ProviderSettings } from '../../base/config.ts';
import { cleanName } from '../../names/freeform.ts';
import type { ExternalGithubAccount } from './queries.ts';
import type { ProviderName } from './tables.ts';
import { isAvatarAddress } from './views.ts';

/** The profile of an account at a provider. It is not trusted as a fact about the user. `login` may be empty. */
export type LinkedProfile = ExternalGithubAccount;

/** A provider with its endpoints. */
export interface Provider {
  readonly name: ProviderName;
  /** The name that users know. */
  readonly title: string;
  readonly settings: ProviderSettings;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scope: string;
  readonly profileHeaders: Readonly<Record<string, string>>;
  profileUrl(accessToken: string): string;
  /** @returns undefined when the response is not a profile */
  readProfile(body: unknown): LinkedProfile | undefined;
}

/** The configured providers. */
export type Providers = Readonly<Record<ProviderName, Provider | undefined>>;

export const providerTitles: Readonly<Record<ProviderName, string>> = {
  github: 'GitHub',
  facebook: 'Facebook',
};

export function providersOf({ github, facebook }: Config['linkedAccounts']): Providers {
  return { github: github && githubAt(github), facebook: facebook && facebookAt(facebook) };
}

const text = z
  .string()
  .nullish()
  .transform((value) => plain(value ?? ''));
const address = z
  .string()
  .nullish()
  .transform((value) => (value && isAvatarAddress(value) ? value : ''));
const id = z.union([z.int().transform(String), z.string()]).pipe(z.string().regex(/^\d{1,18}$/));

const githubUser = z.object({ id, login: text, name: text, html_url: address, avatar_url: address });

/** Requests no scope: the public profile needs none. */
function githubAt(settings: ProviderSettings): Provider {
  const { url, apiUrl } = settings;
  return {
    name: 'github',
    title: providerTitles.github,
    settings,
    authorizeUrl: `${url}/login/oauth/authorize`,
    tokenUrl: `${url}/login/oauth/access_token`,
    scope: '',
    profileHeaders: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
    profileUrl: () => `${apiUrl}/user`,
    readProfile(body) {
      const { data } = githubUser.safeParse(body);
      return data && { ...data, link: data.html_url, picture: data.avatar_url };
    },
  };
}

const facebookVersion = 'v25.0';
const facebookUser = z.object({
  id,
  name: text,
  link: address,
  picture: z.object({ data: z.object({ url: address }) }).optional(),
});

/** Facebook returns the link only to applications with the permission `user_link`. */
function facebookAt(settings: ProviderSettings): Provider {
  const { url, apiUrl, clientSecret } = settings;
  return {
    name: 'facebook',
    title: providerTitles.facebook,
    settings,
    authorizeUrl: `${url}/${facebookVersion}/dialog/oauth`,
    tokenUrl: `${apiUrl}/${facebookVersion}/oauth/access_token`,
    scope: 'public_profile',
    profileHeaders: { Accept: 'application/json' },
    profileUrl(accessToken) {
      const proof = createHmac('sha256', clientSecret).update(accessToken).digest('hex');
      const query = { fields: 'id,name,link,picture.type(large)', appsecret_proof: proof };
      return `${apiUrl}/${facebookVersion}/me?${new URLSearchParams(query)}`;
    },
    readProfile(body) {
      const { data } = facebookUser.safeParse(body);
      return data && { ...data, login: '', picture: data.picture?.data.url ?? '' };
    },
  };
}

const longestText = 200;

/** Removes characters that pages cannot show, and limits the length. */
function plain(value: string): string {
  return Array.from(cleanName(value)).slice(0, longestText).join('').trim();
}
