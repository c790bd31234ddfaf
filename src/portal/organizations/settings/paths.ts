import { organizationPath } from '../paths.ts';
import type { SettingsSection } from './acts.ts';

/** The settings page with the form of a card opened. */
export function openCard(globalid: string, section: SettingsSection): string {
  return `${organizationPath(globalid, 'settings')}?edit=${section}#${section}`;
}
