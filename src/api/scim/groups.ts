import type { ScimGroupsService } from '../../../generated/scim/services.ts';
import type { Groups } from '../../../generated/scim/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  addScimGroup,
  changeScimGroup,
  type GroupChange,
  removeScimGroup,
  type ScimGroupDependencies,
} from '../../scim/groups/acts.ts';
import { findScimGroup, listMembersOfGroups, listScimGroups } from '../../scim/groups/queries.ts';
import { fromNewGroup, groupLocation, groupVersion, patchGroup, toGroup } from '../../scim/groups/views.ts';
import { type Projection, project, readProjection, wants } from '../../scim/projection.ts';
import type { ScimGroup } from '../../scim/resources.ts';
import { namesVersion, requireVersion } from '../../scim/versions.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';
import { directoryAddress, type RequestedList, readList, toPage } from './list-request.ts';

export interface ScimGroupsDependencies extends ScimGroupDependencies {
  readonly clock: Clock;
}

export function createScimGroupsService(deps: ScimGroupsDependencies): ScimGroupsService<CallContext> {
  const { clock } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, clock.now());
  const change = async (context: CallContext, one: GroupChange, projection: Projection) => {
    const group = await changeScimGroup(deps, actorOf(context), one);
    const { ETag, body } = await shown(deps, one.globalid, group, projection);
    return { status: 200, headers: { ETag }, body } as const;
  };
  return {
    async listScimGroups({ path, query }) {
      return { status: 200, body: await readPage(deps, path.globalid, query) };
    },

    async searchScimGroups({ path, body }) {
      return { status: 200, body: await readPage(deps, path.globalid, body) };
    },

    async createScimGroup({ path: { globalid }, query, body }, context) {
      const { members = [], ...content } = fromNewGroup(body);
      const group = await addScimGroup(deps, actorOf(context), { globalid, ...content, members });
      const { ETag, body: created } = await shown(deps, globalid, group, readProjection(query));
      const Location = groupLocation(directoryAddress(deps.publicUrl, globalid), group.id);
      return { status: 201, headers: { Location, ETag }, body: created };
    },

    async getScimGroup({ path: { globalid, id }, query, headers }) {
      const group = await findScimGroup(deps.db, globalid, id);
      if (!group) throw new NotFound('group_not_found');
      const { ETag, body } = await shown(deps, globalid, group, readProjection(query));
      const known = headers['if-none-match'];
      if (known !== undefined && namesVersion(known, ETag)) return { status: 304, headers: { ETag } };
      return { status: 200, headers: { ETag }, body };
    },

    async replaceScimGroup({ path, query, headers, body }, context) {
      const replace = (current: ScimGroup, members: readonly string[]) => {
        requireVersion(headers['if-match'], groupVersion(current, members));
        return fromNewGroup(body);
      };
      return change(context, { ...path, change: replace }, readProjection(query));
    },

    async updateScimGroup({ path, query, headers, body }, context) {
      const patch = (current: ScimGroup, members: readonly string[]) => {
        requireVersion(headers['if-match'], groupVersion(current, members));
        return patchGroup(current, members, body);
      };
      return change(context, { ...path, change: patch }, readProjection(query));
    },

    async deleteScimGroup({ path, headers }, context) {
      const check = (group: ScimGroup, members: readonly string[]) =>
        requireVersion(headers['if-match'], groupVersion(group, members));
      await removeScimGroup(deps, actorOf(context), { ...path, check });
      return { status: 204 };
    },
  };
}

/** Reads the users of all groups in one statement, and only when they are asked for. */
async function readPage(
  { db, publicUrl }: ScimGroupsDependencies,
  globalid: string,
  requested: RequestedList,
): Promise<Groups> {
  const { list, projection } = readList(requested);
  const { total, resources } = await listScimGroups(db, globalid, list);
  const ids = resources.map(({ id }) => id);
  const members = wants(projection, 'members') ? await listMembersOfGroups(db, globalid, ids) : undefined;
  const base = directoryAddress(publicUrl, globalid);
  const views = resources.map((group) =>
    project(toGroup(group, members && (members.get(group.id) ?? []), base), projection),
  );
  return toPage(list, total, views);
}

async function shown(
  { db, publicUrl }: ScimGroupsDependencies,
  globalid: string,
  group: ScimGroup,
  projection: Projection,
) {
  const members = (await listMembersOfGroups(db, globalid, [group.id])).get(group.id) ?? [];
  const ids = members.map(({ id }) => id);
  const body = project(toGroup(group, members, directoryAddress(publicUrl, globalid)), projection);
  return { ETag: groupVersion(group, ids), body };
}
