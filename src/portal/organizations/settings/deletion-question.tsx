import type { VNode } from 'preact';
import type { OrganizationPlace } from '../../../organizations/queries.ts';
import type { FormErrors } from '../../../ui/components.tsx';
import { Confirmation } from '../../../ui/danger.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';

interface DeletionQuestionProps {
  readonly page: PageRequest;
  readonly globalid: string;
  /** As returned by `listFamily`. */
  readonly family: readonly OrganizationPlace[];
  readonly action: string;
  readonly back: string;
  readonly errors: FormErrors;
}

/** The list shows at most this many. */
const maximumShown = 50;

/** Asks for confirmation before an organization is deleted, and shows what is deleted with it. */
export function DeletionQuestion({
  page,
  globalid,
  family,
  action,
  back,
  errors,
}: DeletionQuestionProps): VNode {
  const { translate } = page;
  const below = family.filter((each) => each.globalid.startsWith(`${globalid}.`));
  return (
    <Confirmation
      page={page}
      paragraphs={[translate('orgSettings.delete.text')]}
      action={action}
      label={translate('orgSettings.delete.short')}
      back={back}
      typed={globalid}
      errors={errors}
    >
      {below.length > 0 && (
        <>
          <p>{translate('orgSettings.delete.below', { count: below.length })}</p>
          <ul>
            {below.slice(0, maximumShown).map((each) => (
              <li key={each.globalid}>{each.globalid}</li>
            ))}
            {below.length > maximumShown && <li>…</li>}
          </ul>
        </>
      )}
    </Confirmation>
  );
}
