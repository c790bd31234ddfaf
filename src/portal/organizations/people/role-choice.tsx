import type { VNode } from 'preact';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Tick } from '../../../ui/typed.tsx';

/** A choice between member and owner, which explains both. */
export function RoleChoice({
  page: { translate },
  role: chosen,
}: {
  page: PageRequest;
  role: 'owner' | 'member';
}): VNode {
  return (
    <fieldset>
      <legend>{translate('org.role')}</legend>
      {(['member', 'owner'] as const).map((role) => (
        <label key={role} class="choice">
          <Tick type="radio" name="role" value={role} checked={role === chosen} />
          <span>
            {translate(`org.role.${role}`)}
            <span class="hint block">{translate(`org.role.${role}.text`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
