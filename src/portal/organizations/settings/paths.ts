import { organizationPath } from '../paths.ts';
import type { SettingsSection } from './acts.ts';

/** The page with the form of a card. */
export function openCard(globalid: string, section: SettingsSection): string {
  return `${organizationPath(globalid, 'settings')}?edit=${section}#${section}`;
}
