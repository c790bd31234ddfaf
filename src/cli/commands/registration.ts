import type { Command } from 'commander';
import { resendRegistrationCode } from '../../authentication/registration/acts.ts';
import {
  findOpenRegistration,
  listOpenRegistrations,
  type OpenRegistration,
} from '../../authentication/registration/open-registration-queries.ts';
import { systemActor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import { addCommand, type Options } from '../add-command.ts';
import { withMigratedDatabase } from '../command-context.ts';
import type { Environment } from '../environment.ts';
import { printResult, table } from '../output.ts';
import { accountDependenciesOf } from './user-access.ts';

const maximumShown = 1000;

export function addRegistrationCommands(program: Command, environment: Environment): void {
  const registration = program.command('registration').description('registrations that are not accounts yet');
  addCommand(registration, 'list', 'show those that can still be completed').action((options: Options) =>
    list(environment, options),
  );
  addCommand(
    registration,
    'resend <contact>',
    'resend the code for the registration with this email address or phone number',
  ).action((contact: string, options: Options) => resend(environment, contact, options));
}

async function list(environment: Environment, { json = false }: Options): Promise<void> {
  const found = await withMigratedDatabase(environment, ({ db, now }) =>
    listOpenRegistrations(db, now, maximumShown),
  );
  const shown = found.map(describe);
  const rows = shown.map((each) => [each.email, each.phone || '-', each.waits_for ?? '-', each.created_at]);
  const text =
    rows.length === 0 ? 'No registrations.' : table(['EMAIL', 'PHONE', 'WAITS FOR', 'SINCE'], rows);
  printResult(environment, json, shown, text);
}

async function resend(environment: Environment, contact: string, { json = false }: Options): Promise<void> {
  const { email = contact, phone } = readSearchText(contact);
  await withMigratedDatabase(environment, async (context) => {
    const found = await findOpenRegistration(context.db, phone ?? email, context.now);
    if (!found) throw new NotFound('registration_not_found');
    const registrationSeconds = context.config.sessions.registration;
    const deps = { ...accountDependenciesOf(context), registrationSeconds };
    await resendRegistrationCode(deps, systemActor(context.now), found.sessionId);
  });
  printResult(environment, json, { contact }, 'A server sends the message within seconds.');
}

function describe(registration: OpenRegistration) {
  const { emailAddress, phoneNumber, phoneConfirmedAt, emailConfirmedAt, createdAt } = registration;
  const isPhoneOpen = phoneNumber !== '' && !phoneConfirmedAt;
  return {
    email: emailAddress,
    phone: phoneNumber,
    waits_for: isPhoneOpen ? 'phone' : emailConfirmedAt ? null : 'email',
    created_at: createdAt.toISOString(),
  };
}
