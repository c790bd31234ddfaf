import type { Config } from '../base/config.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';

const minimumCost = 10;

/** Checks for settings that are valid but questionable. */
export function checkSettings(config: Config): Finding[] {
  const { mode, ignoredVariables, database, passwords } = config;
  const isReal = mode === 'production';
  const rules: readonly (readonly [boolean, FindingCode, Readonly<Record<string, string | number>>?])[] = [
    [!isReal, 'notProduction', { mode }],
    [ignoredVariables.length > 0, 'ignoredVariables', { names: ignoredVariables.join(', ') }],
    [isReal && database.url === undefined, 'embeddedInProduction'],
    [isReal && config.isTestEnvironment, 'testEnvironment'],
    [isReal && passwords.cost < minimumCost, 'cheapPasswords', { cost: passwords.cost }],
    [isReal && config.profile === 'compatible', 'oldProfile'],
  ];
  const found = rules
    .filter(([applies]) => applies)
    .map(([, code, values]) => finding('settings', code, values));
  return found.length > 0 ? found : [finding('settings', 'settingsFine')];
}
