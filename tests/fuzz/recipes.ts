import type { OperationName } from '../../generated/services.ts';
import { testUrl } from '../support/app.ts';
import { codeOf } from '../users/factors.ts';
import type { OperationRequest } from './operation-request.ts';
import type { Random } from './random.ts';
import { onePixel, Upload } from './upload.ts';
import type { World } from './world.ts';

/** What an operation needs, besides valid values, to succeed now and then. */
type Recipe = (world: World, random: Random, request: OperationRequest) => Partial<OperationRequest>;

const onPath =
  (more: (world: World) => Readonly<Record<string, string>>): Recipe =>
  (world, _random, { path }) => ({ path: { ...path, ...more(world) } });

const upload: Recipe = () => ({ body: new Upload() });

const document = {
  uniqueid: 'rent',
  category: 'contract',
  link: 'https://example.com/rent.pdf',
  markdown_short_description: 'Rent',
  markdown_full_description: 'Rent of a car',
};

export const recipes: Partial<Readonly<Record<OperationName, Recipe>>> = {
  createAvatarFromImage: upload,
  updateAvatarFile: upload,
  updatePassword: ({ owner }) => ({
    body: { currentpassword: owner.password, newpassword: 'a quiet river bends' },
  }),
  setupTOTP({ app, known }, random) {
    const totpsecret = known.pick(random, 'totpsecret') ?? '';
    return { body: { totpsecret, totpcode: codeOf(app, totpsecret) } };
  },
  verifyPhoneNumber({ app: { senders }, known }, random) {
    const [smscode = '000000'] = senders.texts.at(-1)?.text.match(/\b\d{6}\b/) ?? [];
    return { body: { smscode, validationkey: known.pick(random, 'validationkey') ?? 'unknown' } };
  },
  getUserRegistryEntry: (_world, _random, { path }) => ({ path, caller: 'anonymous' }),
  acceptMembership: ({ club }, _random, { path }) => ({
    path: { ...path, globalid: club, role: 'member' },
    body: {},
  }),
  rejectMembership: onPath(({ club }) => ({ globalid: club, role: 'member' })),
  leaveOrganization: onPath(({ club }) => ({ globalid: club })),
  saveKeyStoreKey: () => ({ body: { label: 'signing', key: 'MFkw', keydata: { algorithm: 'ecdsa' } } }),
  createSeeObject: () => ({ body: document }),
  updateSeeObject: ({ shop }, _random, { path }) => ({
    path: { ...path, globalid: shop, uniqueid: document.uniqueid },
    body: document,
  }),
  getSeeObject: onPath(({ shop }) => ({ globalid: shop, uniqueid: document.uniqueid })),
  signSeeObject: ({ shop }, _random, { path }) => ({
    path: { ...path, globalid: shop, uniqueid: document.uniqueid, version: '1' },
    body: { ...document, keystore_label: 'signing', signature: 'c2ln' },
  }),
  createNewSubOrganization: (_world, random, { path }) => ({
    body: { globalid: `${path.globalid}.part${random.int(50)}` },
  }),
  setOrganizationLogo: () => ({ body: { logo: `data:image/png;base64,${onePixel.toString('base64')}` } }),
  set2faValidityTime: (_world, random) => ({ body: { secondsvalidity: random.int(7200) } }),
  updateOrganizationOrgMemberShip: ({ bank }, random) => ({
    body: { org: bank, role: random.pick(['owners', 'members', 'orgowner', 'orgmember']) },
  }),
  addIncludeSubOrgsOf: ({ bank }) => ({ body: { globalid: bank } }),
  removeIncludeSubOrgsOf: onPath(({ bank }) => ({ orgmember: bank })),
  deleteOrgMember: onPath(({ bank }) => ({ globalid2: bank })),
  deleteOrgOwner: onPath(({ inn }) => ({ globalid2: inn })),
  acceptOrganizationInvite: ({ club }, _random, { path }) => ({
    path: { ...path, invitingorg: club, role: 'orgmember' },
    body: {},
  }),
  rejectOrganizationInvite: onPath(({ club }) => ({ invitingorg: club, role: 'orgmember' })),
  userIsMember: onPath(({ other }) => ({ username: other.username })),
  updateOrganizationMemberShip: ({ other }) => ({ body: { username: other.username, role: 'member' } }),
  removePendingOrganizationInvitation: onPath(({ invited }) => ({ username: invited.username })),
  removeOrganizationMember: onPath(({ other }) => ({ username: other.username })),
  removeOrganizationOwner: onPath(({ secondOwner }) => ({ username: secondOwner.username })),
  createUserGrant: ({ owner }) => ({ body: { username: owner.username, grant: 'read' } }),
  updateUserGrant: ({ owner }) => ({
    body: { username: owner.username, oldgrant: 'read', newgrant: 'write' },
  }),
  updateOrganizationDns: (_world, random) => ({ body: { name: `shop${random.int(99)}.example` } }),
  proveOrganizationDns({ app, shop }, _random, { path }) {
    app.txtRecords.set(`_itsyouonline.${path.dnsname}`, [`organization=${testUrl}/${shop}`]);
    return {};
  },
  createWebhook: () => ({ body: { url: 'https://shop.example/hook' } }),
  updateWebhook: () => ({ body: { url: 'https://shop.example/other', events: ['member.left'] } }),
  addRequiredScope: () => ({ body: { scope: 'user:name', accessscopes: ['organization:member'] } }),
  updateRequiredScope: () => ({ body: { scope: 'user:name', accessscopes: ['organization:owner'] } }),
};
