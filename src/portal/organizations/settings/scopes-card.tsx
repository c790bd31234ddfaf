import type { VNode } from 'preact';
import type { RequiredScope } from '../../../../generated/types.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { Field } from '../../../ui/field.tsx';
import { type Entry, EntryList } from '../../../ui/lists.tsx';
import { Select, Tick } from '../../../ui/typed.tsx';
import { removalPath } from '../removals/paths.ts';
import { scopeText, scopeTexts } from '../scope-texts.ts';
import { openCard } from './paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

interface ScopesCardProps extends SettingsCardProps {
  readonly required: readonly RequiredScope[];
}

/** The scopes that the organization asks its users to share. */
export function ScopesCard(props: ScopesCardProps): VNode {
  const { page, organization, required, isOpen } = props;
  const { translate } = page;
  return (
    <EntryList
      title={translate('orgSettings.scopes')}
      id="scopes"
      text={translate('orgSettings.scopes.text')}
      entries={required.map((each) => entryOf(props, each))}
      none={translate('orgSettings.scopes.none')}
      add={
        isOpen
          ? undefined
          : { href: openCard(organization.globalid, 'scopes'), text: translate('orgSettings.scopes.add') }
      }
    >
      {isOpen && <AddForm {...props} />}
    </EntryList>
  );
}

function entryOf({ page, organization }: ScopesCardProps, { scope, accessscopes }: RequiredScope): Entry {
  const { translate } = page;
  const text = scopeText(page, scope);
  const who = accessscopes.map((each) =>
    translate(each === 'organization:owner' ? 'orgSettings.scopes.owners' : 'orgSettings.scopes.members'),
  );
  return {
    key: scope,
    title: text,
    details: translate('orgSettings.scopes.seenBy', { who: who.join(', ') }),
    actions: [
      {
        href: removalPath(organization.globalid, { what: 'scope', name: scope }),
        text: translate('orgSettings.remove'),
        label: `${translate('orgSettings.remove')}: ${text}`,
        isDangerous: true,
      },
    ],
  };
}

function AddForm({ page, action, errors }: ScopesCardProps): VNode {
  const { translate, submission } = page;
  const isRefused = Object.keys(errors).length > 0;
  const { kind = '', label = '' } = isRefused ? submission.values : {};
  return (
    <Form page={page} action={action} errors={errors}>
      <input type="hidden" name="act" value="addScope" />
      <div class="field">
        <label for="kind">{translate('orgSettings.scopes.kind')}</label>
        <Select id="kind" name="kind">
          {Object.entries(scopeTexts).map(([scope, text]) => (
            <option key={scope} value={scope} selected={scope === kind}>
              {translate(text)}
            </option>
          ))}
        </Select>
      </div>
      <Field
        name="label"
        label={translate('orgSettings.scopes.label')}
        hint={translate('orgSettings.scopes.label.hint')}
        value={label}
        errors={errors}
        autocomplete="off"
        required={false}
        input={{ maxLength: 150 }}
      />
      <fieldset>
        <legend>{translate('orgSettings.scopes.who')}</legend>
        {(['owners', 'members'] as const).map((name) => (
          <label key={name} class="choice">
            <Tick
              type="checkbox"
              name="access"
              value={name === 'owners' ? 'organization:owner' : 'organization:member'}
              checked={name === 'owners'}
            />
            <span>{translate(`orgSettings.scopes.${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <Submit>{translate('orgSettings.scopes.add')}</Submit>
    </Form>
  );
}
