import type { VNode } from 'preact';
import { maximumSecondFactorValidity } from '../../../organizations/two-factor/acts.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { Definitions } from '../../../ui/lists.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Select } from '../../../ui/typed.tsx';
import { ChangeLink } from './change-link.tsx';
import { openCard } from './paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

const hour = 3600;
const day = 24 * hour;
const offered = [0, hour, day, 7 * day, 14 * day, maximumSecondFactorValidity];

type SecondFactorCardProps = SettingsCardProps & { readonly seconds: number };

/** How long a confirmed second factor is remembered, so that the password alone is enough. */
export function SecondFactorCard(props: SecondFactorCardProps): VNode {
  const { page, organization, seconds, isOpen } = props;
  const { translate } = page;
  const title = translate('orgSettings.secondFactor');
  return (
    <section class="card" aria-labelledby="second-factor">
      <div class="card-head">
        <h2 id="second-factor">{title}</h2>
        {!isOpen && (
          <ChangeLink page={page} title={title} href={openCard(organization.globalid, 'second-factor')} />
        )}
      </div>
      {isOpen ? (
        <SecondFactorForm {...props} />
      ) : (
        <Definitions
          items={[{ name: translate('orgSettings.secondFactor.label'), value: lengthText(page, seconds) }]}
        />
      )}
    </section>
  );
}

function SecondFactorForm({ page, action, errors, seconds }: SecondFactorCardProps): VNode {
  const { translate } = page;
  const choices = [...new Set([...offered, seconds])].sort((one, other) => one - other);
  return (
    <Form page={page} action={action} errors={errors}>
      <input type="hidden" name="act" value="secondFactor" />
      <div class="field">
        <label for="seconds">{translate('orgSettings.secondFactor.label')}</label>
        <p class="hint" id="seconds-hint">
          {translate('orgSettings.secondFactor.hint')}
        </p>
        <Select id="seconds" name="seconds" aria-describedby="seconds-hint">
          {choices.map((choice) => (
            <option key={choice} value={choice} selected={choice === seconds}>
              {lengthText(page, choice)}
            </option>
          ))}
        </Select>
      </div>
      <Submit>{translate('orgSettings.save')}</Submit>
    </Form>
  );
}

function lengthText({ translate }: PageRequest, seconds: number): string {
  if (seconds === 0) return translate('orgSettings.secondFactor.always');
  if (seconds % day === 0) return translate('orgSettings.days', { count: seconds / day });
  if (seconds % hour === 0) return translate('orgSettings.hours', { count: seconds / hour });
  return translate('orgSettings.minutes', { count: Math.ceil(seconds / 60) });
}
