import type { OperationName } from '../../../../generated/services.ts';
import type { Actor } from '../../../base/actor.ts';
import type { MessageKey } from '../../../i18n/en/index.ts';
import { removeDnsName } from '../../../organizations/dns/acts.ts';
import { removeGrant } from '../../../organizations/grants/acts.ts';
import { removeLogo } from '../../../organizations/logo/acts.ts';
import { removeRegistryEntry } from '../../../organizations/registry/acts.ts';
import { removeRequiredScope } from '../../../organizations/required-scopes/acts.ts';
import { removeDirectoryToken, switchDirectory } from '../../../scim/directory/acts.ts';
import type { PageRequest } from '../../../ui/page-request.ts';
import { readSearchText } from '../../../users/search/search-text.ts';
import type { OrganizationEntry } from '../../menu.ts';
import type { OrganizationPagesDependencies } from '../dependencies.ts';
import { organizationPath } from '../paths.ts';
import { scopeText } from '../scope-texts.ts';

/** What to remove. */
export interface RemovalTarget {
  readonly globalid: string;
  readonly name: string;
  /** For a tag: the user who has it. */
  readonly who: string;
}

interface Removal {
  readonly operation: OperationName;
  /** The page that lists the entry. */
  readonly active: OrganizationEntry;
  back(globalid: string): string;
  /** How the confirmation names the entry. Default: its name. */
  call?(page: PageRequest, name: string): string;
  /** The text of the button, if the act is not a removal. */
  readonly label?: MessageKey;
  run(deps: OrganizationPagesDependencies, actor: Actor, target: RemovalTarget): Promise<unknown>;
}

const pathTo =
  (page: string, section = '') =>
  (globalid: string) =>
    `${organizationPath(globalid, page)}${section}`;

/** What an owner can remove from an organization or switch off, each after a confirmation. */
export const removals = {
  logo: {
    operation: 'deleteOrganizationLogo',
    active: 'settings',
    back: pathTo('settings', '#logo'),
    run: (deps, actor, { globalid }) => removeLogo(deps, actor, { globalid }),
  },
  scope: {
    operation: 'deleteRequiredScope',
    active: 'settings',
    back: pathTo('settings', '#scopes'),
    call: scopeText,
    run: (deps, actor, { globalid, name: scope }) => removeRequiredScope(deps, actor, { globalid, scope }),
  },
  dns: {
    operation: 'deleteOrganizationDns',
    active: 'settings',
    back: pathTo('settings', '#dns'),
    run: (deps, actor, { globalid, name }) => removeDnsName(deps, actor, { globalid, name }),
  },
  registryEntry: {
    operation: 'deleteOrganizationRegistryEntry',
    active: 'registry',
    back: pathTo('registry'),
    run: (deps, actor, { globalid, name: key }) => removeRegistryEntry(deps, actor, { globalid, key }),
  },
  grant: {
    operation: 'deleteUserGrant',
    active: 'grants',
    back: pathTo('grants'),
    run: (deps, actor, { globalid, name: tag, who }) =>
      removeGrant(deps, actor, { globalid, user: readSearchText(who.trim()), tag }),
  },
  directoryToken: {
    operation: 'createNewOrganizationAPIKey',
    active: 'directory',
    back: pathTo('directory'),
    run: (deps, actor, { globalid }) => removeDirectoryToken(deps, actor, { globalid }),
  },
  directory: {
    operation: 'createNewOrganizationAPIKey',
    active: 'directory',
    back: pathTo('directory'),
    label: 'directory.switchOff',
    run: (deps, actor, { globalid }) => switchDirectory(deps, actor, { globalid, isOn: false }),
  },
} as const satisfies Readonly<Record<string, Removal>>;

export type RemovalName = keyof typeof removals;

/** Errors when another page or owner was faster. */
export const refusals = {
  required_scope_not_found: 'org.refused.gone',
  dns_not_found: 'org.refused.gone',
  registry_entry_not_found: 'org.refused.gone',
  grant_not_found: 'org.refused.gone',
  user_not_found: 'org.refused.gone',
  user_has_no_authorization: 'org.refused.gone',
} as const;
