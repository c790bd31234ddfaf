import type { ScimDiscoveryService } from '../../../generated/scim/services.ts';
import { NotFound } from '../../base/errors.ts';
import { resourceTypesAt, schemasAt, serviceProviderConfigAt } from '../../scim/schemas.ts';
import type { CallContext } from '../call-context.ts';
import { directoryAddress, toPage } from './list-request.ts';

export function createScimDiscoveryService({
  publicUrl,
}: {
  readonly publicUrl: string;
}): ScimDiscoveryService<CallContext> {
  const addressOf = (globalid: string) => directoryAddress(publicUrl, globalid);
  return {
    async getServiceProviderConfig({ path }) {
      return { status: 200, body: serviceProviderConfigAt(addressOf(path.globalid)) };
    },

    async listResourceTypes({ path }) {
      const types = resourceTypesAt(addressOf(path.globalid));
      return { status: 200, body: toPage({ offset: 0 }, types.length, [...types]) };
    },

    async getResourceType({ path }) {
      const type = resourceTypesAt(addressOf(path.globalid)).find(({ name }) => name === path.name);
      if (!type) throw new NotFound('resource_type_not_found');
      return { status: 200, body: type };
    },

    async listSchemas({ path }) {
      const schemas = schemasAt(addressOf(path.globalid));
      return { status: 200, body: toPage({ offset: 0 }, schemas.length, [...schemas]) };
    },

    async getSchema({ path }) {
      const schema = schemasAt(addressOf(path.globalid)).find(({ id }) => id === path.schema);
      if (!schema) throw new NotFound('schema_not_found');
      return { status: 200, body: schema };
    },
  };
}
