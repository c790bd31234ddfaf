import type { Command } from 'commander';
import { describeConfig } from '../../base/describe-config.ts';
import { readConfig } from '../../base/read-config.ts';
import { addCommand, type Options } from '../add-command.ts';
import type { Environment } from '../environment.ts';
import { printResult } from '../output.ts';

export function addConfigCommand(program: Command, environment: Environment): void {
  addCommand(program, 'config', 'show the settings in force, without secrets').action(
    ({ json = false }: Options) => {
      const shown = describeConfig(readConfig(environment.variables));
      printResult(environment, json, shown, flatten(shown).join('\n'));
    },
  );
}

/** One line per setting: `passwords.cost = 12`. */
function flatten(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    isGroup(member) ? flatten(member, `${prefix}${name}.`) : [`${prefix}${name} = ${shown(member)}`],
  );
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return String(value);
}
