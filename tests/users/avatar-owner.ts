import type { Test } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { type Caller, callerWith } from './caller.ts';
import { changedAvatarPath, newAvatarPath, pngFile, sendFile } from './pictures.ts';

/** A user and the requests to their avatars. */
export interface AvatarOwner {
  readonly user: TestUser;
  readonly me: Caller;
  /** The path of the list. */
  readonly list: string;
  item(label: string): string;
  add(label: string, source?: string): Test;
  upload(label: string): Test;
  replace(label: string, newLabel: string): Test;
  stored(): Promise<{ readonly label: string; readonly source: string }[]>;
  labels(): Promise<string[]>;
}

export const link = (name: string) => `https://example.com/${name}.png`;

export async function newAvatarOwner(app: TestApp): Promise<AvatarOwner> {
  const user = await newUser(app);
  const me = callerWith(app, user.token);
  const png = await pngFile();
  const list = `/users/${user.username}/avatar`;
  const stored = async () => (await me.get(list).expect(200)).body;
  return {
    user,
    me,
    list,
    item: (label) => `${list}/${encodeURIComponent(label)}`,
    add: (label, source = link(label)) => me.post(list, { label, source }),
    upload: (label) => sendFile(app, 'post', newAvatarPath(user, label), png, user.token),
    replace: (label, newLabel) =>
      sendFile(app, 'put', changedAvatarPath(user, label, newLabel), png, user.token),
    stored,
    labels: async () => (await stored()).map(({ label }: { label: string }) => label),
  };
}

/** Links a GitHub and a Facebook account, both with a picture. */
export async function linkAccounts(app: TestApp, { username }: TestUser): Promise<void> {
  const linked = { username, name: 'Bob', linked_at: app.clock.now() };
  const github = { github_id: '12', login: 'bob', avatar_url: link('octocat'), html_url: '' };
  const facebook = { facebook_id: '34', link: 'https://facebook.com/bob', picture: link('face') };
  const { db } = app.database;
  await db
    .insertInto('user_github_accounts')
    .values({ ...linked, ...github })
    .execute();
  await db
    .insertInto('user_facebook_accounts')
    .values({ ...linked, ...facebook })
    .execute();
}

/** All stored rows about avatars, to prove that a refusal changed nothing. */
export async function avatarTables({ database: { db } }: TestApp) {
  return {
    avatars: await db.selectFrom('user_avatars').selectAll().orderBy('username').orderBy('label').execute(),
    images: await db.selectFrom('user_avatar_images').selectAll().orderBy('image_id').execute(),
  };
}
