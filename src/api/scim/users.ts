import type { ScimUsersService } from '../../../generated/scim/services.ts';
import type { User, Users } from '../../../generated/scim/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { type Projection, project, readProjection, wants } from '../../scim/projection.ts';
import type { ScimUser } from '../../scim/resources.ts';
import {
  addScimUser,
  changeScimUser,
  removeScimUser,
  type ScimUserDependencies,
  type UserChange,
} from '../../scim/users/acts.ts';
import { findScimUser, listGroupsOfMembers, listScimUsers } from '../../scim/users/queries.ts';
import { fromNewUser, patchUser, toUser, userLocation, userVersion } from '../../scim/users/views.ts';
import { namesVersion, requireVersion } from '../../scim/versions.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';
import { directoryAddress, type RequestedList, readList, toPage } from './list-request.ts';

export interface ScimUsersDependencies extends ScimUserDependencies {
  readonly clock: Clock;
}

export function createScimUsersService(deps: ScimUsersDependencies): ScimUsersService<CallContext> {
  const { db, clock } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, clock.now());
  const change = async (context: CallContext, one: UserChange, projection: Projection) => {
    const user = await changeScimUser(deps, actorOf(context), one);
    return {
      status: 200,
      headers: { ETag: userVersion(user) },
      body: await shown(deps, one.globalid, user, projection),
    } as const;
  };
  return {
    async listScimUsers({ path, query }) {
      return { status: 200, body: await readPage(deps, path.globalid, query) };
    },

    async searchScimUsers({ path, body }) {
      return { status: 200, body: await readPage(deps, path.globalid, body) };
    },

    async createScimUser({ path: { globalid }, query, body }, context) {
      const added = { globalid, content: fromNewUser(body), isActive: body.active ?? true };
      const user = await addScimUser(deps, actorOf(context), added);
      const Location = userLocation(directoryAddress(deps.publicUrl, globalid), user.id);
      const headers = { Location, ETag: userVersion(user) };
      return { status: 201, headers, body: await shown(deps, globalid, user, readProjection(query)) };
    },

    async getScimUser({ path: { globalid, id }, query, headers }) {
      const user = await findScimUser(db, globalid, id);
      if (!user) throw new NotFound('user_not_found');
      const ETag = userVersion(user);
      const known = headers['if-none-match'];
      if (known !== undefined && namesVersion(known, ETag)) return { status: 304, headers: { ETag } };
      const body = await shown(deps, globalid, user, readProjection(query));
      return { status: 200, headers: { ETag }, body };
    },

    async replaceScimUser({ path, query, headers, body }, context) {
      const replace = (current: ScimUser) => {
        requireVersion(headers['if-match'], userVersion(current));
        return { content: fromNewUser(body), isActive: body.active };
      };
      return change(context, { ...path, change: replace }, readProjection(query));
    },

    async updateScimUser({ path, query, headers, body }, context) {
      const patch = (current: ScimUser) => {
        requireVersion(headers['if-match'], userVersion(current));
        return patchUser(current, body);
      };
      return change(context, { ...path, change: patch }, readProjection(query));
    },

    async deleteScimUser({ path, headers }, context) {
      const check = (user: ScimUser) => requireVersion(headers['if-match'], userVersion(user));
      await removeScimUser(deps, actorOf(context), { ...path, check });
      return { status: 204 };
    },
  };
}

async function readPage(
  deps: ScimUsersDependencies,
  globalid: string,
  requested: RequestedList,
): Promise<Users> {
  const { list, projection } = readList(requested);
  const { total, resources } = await listScimUsers(deps.db, globalid, list);
  return toPage(list, total, await allShown(deps, globalid, resources, projection));
}

async function shown(
  deps: ScimUsersDependencies,
  globalid: string,
  user: ScimUser,
  projection: Projection,
): Promise<User> {
  const [only] = await allShown(deps, globalid, [user], projection);
  if (!only) throw new Error('a user has no view');
  return only;
}

/** Reads groups in one statement, and only when they are asked for. */
async function allShown(
  { db, publicUrl }: ScimUsersDependencies,
  globalid: string,
  users: readonly ScimUser[],
  projection: Projection,
): Promise<User[]> {
  const usernames = users.flatMap(({ username }) => username ?? []);
  const groups = wants(projection, 'groups') ? await listGroupsOfMembers(db, globalid, usernames) : undefined;
  const base = directoryAddress(publicUrl, globalid);
  return users.map((user) => {
    const own = groups && (groups.get(user.username ?? '') ?? []);
    return project(toUser(user, own, base), projection);
  });
}
