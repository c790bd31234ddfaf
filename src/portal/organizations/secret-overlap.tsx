import type { VNode } from 'preact';
import { BadRequest } from '../../base/errors.ts';
import { maximumOverlapSeconds } from '../../organizations/secret-overlap.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { Select } from '../../ui/typed.tsx';

const overlaps = [86_400, 604_800, maximumOverlapSeconds, 3600, 0];

/** A choice of how long the former secret stays valid. @param label of the choice */
export function OverlapChoice({
  page: { translate },
  label,
}: {
  readonly page: PageRequest;
  readonly label: string;
}): VNode {
  const text = (seconds: number) => {
    if (seconds === 0) return translate('clients.rotate.none');
    return seconds < 86_400
      ? translate('clients.rotate.hours', { count: seconds / 3600 })
      : translate('clients.rotate.days', { count: seconds / 86_400 });
  };
  return (
    <div class="field">
      <label for="overlap">{label}</label>
      <Select id="overlap" name="overlap">
        {overlaps.map((seconds) => (
          <option key={seconds} value={seconds}>
            {text(seconds)}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** The choice in a submitted form, in seconds. @throws BadRequest for a value that is not offered */
export function overlapIn({ submission }: PageRequest): number {
  const seconds = Number(submission.values.overlap || 'none');
  if (!overlaps.includes(seconds)) throw new BadRequest();
  return seconds;
}
