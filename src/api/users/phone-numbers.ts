import type { UserPhoneNumbersService } from '../../../generated/services.ts';
import { hasStrongFactor } from '../../authentication/authenticator/queries.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import {
  addPhoneNumber,
  confirmPhoneNumber,
  findPhoneNumber,
  type PhoneNumberDependencies,
  removePhoneNumber,
  replacePhoneNumber,
  sendPhoneCode,
} from '../../users/phone-numbers/acts.ts';
import { listPhoneNumbers } from '../../users/phone-numbers/queries.ts';
import { toPhoneEntry, toPhonenumber } from '../../users/phone-numbers/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserPhoneNumbersDependencies extends PhoneNumberDependencies {
  readonly clock: Clock;
}

export function createUserPhoneNumbersService(
  deps: UserPhoneNumbersDependencies,
): UserPhoneNumbersService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getUserPhoneNumbers({ path, query }) {
      const all = await listPhoneNumbers(deps.db, path.username);
      const shown = query.validated ? all.filter((entry) => entry.isValidated) : all;
      return { status: 200, body: shown.map(toPhonenumber) };
    },

    async registerNewUserPhonenumber({ path: { username }, body }, context) {
      const added = await addPhoneNumber(deps, actorOf(context), { username, ...toPhoneEntry(body) });
      return { status: 201, body: toPhonenumber(added) };
    },

    async getUserPhonenumberByLabel({ path: { username, label } }, { caller }) {
      const entry = await findPhoneNumber(deps.db, { username, label, ...sharing(caller) });
      if (!entry) throw new NotFound();
      return { status: 200, body: { label, phonenumber: entry.number } };
    },

    async updateUserPhonenumber({ path: { username, label }, body }, context) {
      const isSelf = context.scopes.includes('user:admin');
      if (!isSelf && body.label !== label) throw relabelling();
      const entry = toPhoneEntry(body);
      const named = { username, label, ...sharing(context.caller) };
      const { number } = await replacePhoneNumber(deps, actorOf(context), { ...named, entry });
      return { status: 201, body: { label: body.label, phonenumber: number } };
    },

    async deleteUserPhonenumber({ path: { username, label }, query }, context) {
      const insists = query.force === 'true' && context.scopes.includes('user:admin');
      const input = { username, label, insists, ...sharing(context.caller) };
      await removePhoneNumber({ ...deps, hasOtherFactor: hasStrongFactor }, actorOf(context), input);
      return { status: 204 };
    },

    async validatePhonenumber({ path: { username, label }, query }, context) {
      const input = { username, label, language: query.lang };
      const validationkey = await sendPhoneCode(deps, actorOf(context), input);
      return { status: 200, body: { validationkey } };
    },

    async verifyPhoneNumber({ path: { username, label }, body: { smscode, validationkey } }, context) {
      const input = { username, label, key: validationkey, code: smscode };
      await confirmPhoneNumber(deps, actorOf(context), input);
      return { status: 204 };
    },
  };
}

/** An organization that calls with a consent uses its own labels for what the user shares with it. */
function sharing(caller: CallContext['caller']): { readonly sharedWith?: string } {
  return caller?.basis === 'consent' ? { sharedWith: caller.clientId } : {};
}

function relabelling(): BadRequest {
  return new BadRequest('bad_request', { description: 'body.label: must be the label of the path' });
}
