import type { VNode } from 'preact';
import { dnsProof } from '../../../organizations/dns/proof.ts';
import type { OrganizationDetails } from '../../../organizations/queries.ts';
import { Form, Submit } from '../../../ui/components.tsx';
import { Copy } from '../../../ui/copy.tsx';
import { Field } from '../../../ui/field.tsx';
import { Badge, type Entry, EntryList } from '../../../ui/lists.tsx';
import { Pages, pageOf } from '../paging.tsx';
import { removalPath } from '../removals/paths.ts';
import { openCard } from './paths.ts';
import type { SettingsCardProps } from './settings-page.tsx';

interface DnsCardProps extends SettingsCardProps {
  readonly details: Pick<OrganizationDetails, 'dns' | 'provedDns'>;
  readonly publicUrl: string;
}

const pageSize = 5;

/** The host names of the organization, and how to prove them. */
export function DnsCard(props: DnsCardProps): VNode {
  const { page, organization, details, isOpen } = props;
  const { translate } = page;
  const { rows, ...paging } = pageOf(page, details.dns, pageSize);
  return (
    <EntryList
      title={translate('orgSettings.dns')}
      id="dns"
      text={translate('orgSettings.dns.text')}
      entries={rows.map((name) => entryOf(props, name))}
      none={translate('orgSettings.dns.none')}
      add={
        isOpen
          ? undefined
          : { href: openCard(organization.globalid, 'dns'), text: translate('orgSettings.dns.add') }
      }
    >
      <Pages page={page} {...paging} />
      {isOpen && <AddForm {...props} />}
    </EntryList>
  );
}

function entryOf(props: DnsCardProps, name: string): Entry {
  const { page, organization, details, publicUrl } = props;
  const { translate } = page;
  const isProved = details.provedDns.includes(name);
  const { record, value } = dnsProof(publicUrl, organization.globalid, name);
  return {
    key: name,
    title: name,
    marks: (
      <Badge kind={isProved ? 'good' : 'plain'}>
        {translate(isProved ? 'orgSettings.dns.proved' : 'orgSettings.dns.unproved')}
      </Badge>
    ),
    ...(!isProved && {
      details: (
        <>
          {translate('orgSettings.dns.publish', { record })}
          <Copy page={page} text={value} label={name} />
        </>
      ),
    }),
    actions: [
      {
        href: removalPath(organization.globalid, { what: 'dns', name }),
        text: translate('orgSettings.remove'),
        label: `${translate('orgSettings.remove')}: ${name}`,
        isDangerous: true,
      },
    ],
    ...(!isProved && { forms: <ProveForm {...props} name={name} /> }),
  };
}

function ProveForm({ page, action, name }: DnsCardProps & { readonly name: string }): VNode {
  const text = page.translate('orgSettings.dns.prove');
  return (
    <Form page={page} action={action}>
      <input type="hidden" name="act" value="proveDns" />
      <input type="hidden" name="name" value={name} />
      <Submit kind="quiet" label={`${text}: ${name}`}>
        {text}
      </Submit>
    </Form>
  );
}

function AddForm({ page, action, errors }: DnsCardProps): VNode {
  const { translate, submission } = page;
  return (
    <Form page={page} action={action} errors={errors}>
      <input type="hidden" name="act" value="addDns" />
      <Field
        name="name"
        label={translate('orgSettings.dns.name')}
        value={Object.keys(errors).length > 0 ? submission.values.name : undefined}
        errors={errors}
        autocomplete="off"
        input={{ maxLength: 250, spellcheck: false }}
      />
      <Submit>{translate('orgSettings.dns.add')}</Submit>
    </Form>
  );
}
