import type {
  Attribute,
  AuthenticationScheme,
  ResourceType,
  Schema,
  ServiceProviderConfig,
} from '../../generated/scim/types.ts';
import { urns } from './resources.ts';

/** The maximum and the default number of resources on a page. */
export const pageLimits = { most: 200, usual: 100 } as const;

type Facets = Partial<Omit<Attribute, 'name' | 'description'>>;

function attribute(name: string, description: string, facets: Facets = {}): Attribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...facets,
  };
}

const readOnly = { mutability: 'readOnly' } as const;
const exact = { caseExact: true } as const;

const id = attribute('id', 'The id of the resource.', {
  ...readOnly,
  ...exact,
  returned: 'always',
  uniqueness: 'server',
});
const externalId = attribute('externalId', "The directory's own id.", { ...exact, uniqueness: 'server' });

/** The attributes of a list of references to other resources. */
function reference(what: string, type: string, mutability: string): readonly Attribute[] {
  return [
    attribute('value', `The id of the ${what}.`, { ...exact, mutability }),
    attribute('$ref', `The address of the ${what}.`, {
      ...readOnly,
      ...exact,
      type: 'reference',
      referenceTypes: [type],
    }),
    attribute('display', `The name of the ${what}.`, readOnly),
    attribute('type', 'What kind it is.', readOnly),
  ];
}

const userAttributes: readonly Attribute[] = [
  id,
  externalId,
  attribute('userName', 'The name of the user in the directory.', { required: true, uniqueness: 'server' }),
  attribute('name', 'The name of the user.', {
    type: 'complex',
    subAttributes: [
      attribute('formatted', 'The name in one piece.'),
      attribute('familyName', 'The family name.'),
      attribute('givenName', 'The given name.'),
      attribute('middleName', 'The middle names.'),
      attribute('honorificPrefix', 'A title before the name.'),
      attribute('honorificSuffix', 'What follows the name.'),
    ],
  }),
  attribute('displayName', 'The name that is shown.'),
  attribute('emails', 'The email addresses of the user; the primary one is invited.', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', 'The address.'),
      attribute('display', 'How it is shown.'),
      attribute('type', 'What it is for.', { canonicalValues: ['work', 'home', 'other'] }),
      attribute('primary', 'Whether it is the one that is invited.', { type: 'boolean' }),
    ],
  }),
  attribute('active', 'Whether the user is a member: true invites, false ends the membership.', {
    type: 'boolean',
  }),
  attribute('groups', 'The groups that the user is in.', {
    ...readOnly,
    type: 'complex',
    multiValued: true,
    subAttributes: reference('group', 'Group', 'readOnly'),
  }),
];

const membershipAttributes: readonly Attribute[] = [
  attribute(
    'state',
    'Whether the user is a member, has not answered the invitation, refused it, or is neither.',
    {
      ...readOnly,
      canonicalValues: ['member', 'invited', 'refused', 'none'],
    },
  ),
  attribute('role', 'The role of a member.', { ...readOnly, canonicalValues: ['owner', 'member'] }),
  attribute('username', 'The username of a member.', { ...readOnly, ...exact }),
];

const groupAttributes: readonly Attribute[] = [
  id,
  externalId,
  attribute('displayName', 'The name of the group.', { required: true }),
  attribute('members', 'The users in the group.', {
    type: 'complex',
    multiValued: true,
    subAttributes: reference('user', 'User', 'immutable'),
  }),
];

/** @param base the URL of the directory */
export function schemasAt(base: string): readonly Schema[] {
  const schema = (
    id: string,
    name: string,
    description: string,
    attributes: readonly Attribute[],
  ): Schema => ({
    schemas: [urns.schema],
    id,
    name,
    description,
    attributes: [...attributes],
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  });
  return [
    schema(urns.user, 'User', 'A member of the organization, or one who is to be.', userAttributes),
    schema(urns.group, 'Group', 'A role in the organization, or an organization below it.', groupAttributes),
    schema(urns.membership, 'Membership', 'What became of the user here.', membershipAttributes),
  ];
}

export function resourceTypesAt(base: string): readonly ResourceType[] {
  const type = (
    name: string,
    description: string,
    schema: string,
    schemaExtensions: ResourceType['schemaExtensions'],
  ): ResourceType => ({
    schemas: [urns.resourceType],
    id: name,
    name,
    endpoint: `/${name}s`,
    description,
    schema,
    schemaExtensions,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  });
  return [
    type('User', 'Members of the organization.', urns.user, [{ schema: urns.membership, required: false }]),
    type('Group', 'Roles and organizations below.', urns.group, []),
  ];
}

const bearerToken: AuthenticationScheme = {
  type: 'oauthbearertoken',
  name: 'OAuth Bearer Token',
  description: 'An access token of the organization with the scope organization:scim.',
  specUri: 'https://www.rfc-editor.org/info/rfc6750',
  primary: true,
};

export function serviceProviderConfigAt(base: string): ServiceProviderConfig {
  return {
    schemas: [urns.serviceProviderConfig],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: pageLimits.most },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [bearerToken],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}
