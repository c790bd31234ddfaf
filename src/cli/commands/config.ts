import type { Command } from 'commander';
import { readConfig } from '../../base/config.ts';
import { describeConfig } from '../../base/describe-config.ts';
import { leaf, type Options } from '../leaf.ts';
import { printResult } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';

export function addConfigCommand(program: Command, surroundings: Surroundings): void {
  leaf(program, 'config', 'show the settings in force, without secrets').action(
    ({ json = false }: Options) => {
      const shown = describeConfig(readConfig(surroundings.variables));
      printResult(surroundings, json, shown, flatten(shown).join('\n'));
    },
  );
}

/** One line for each setting: `passwords.cost = 12`. */
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
