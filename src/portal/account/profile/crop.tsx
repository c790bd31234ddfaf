import type { VNode } from 'preact';
import { BadRequest } from '../../../base/errors.ts';
import type { Square } from '../../../images/images.ts';
import type { PageRequest } from '../../../ui/page-request.ts';
import { Tick } from '../../../ui/typed.tsx';

/**
 * The squares to choose from without scripts. In a wide picture they lie from left to right, otherwise from top to
 * bottom.
 */
const squares = {
  middle: { size: 1, x: 0.5, y: 0.5 },
  start: { size: 1, x: 0, y: 0 },
  end: { size: 1, x: 1, y: 1 },
} as const satisfies Readonly<Record<string, Square>>;

/** With scripts, the user drags a square over the picture; the form sends size, x and y. */
const number = '(0(?:\\.\\d{1,6})?|1)';
const dragged = new RegExp(`^${number} ${number} ${number}$`);
const smallest = 0.05;

/**
 * The part of a picture that a form selects.
 * @returns undefined for the whole picture
 * @throws BadRequest for values that the form cannot send
 */
export function squareIn({ submission }: PageRequest): Square | undefined {
  const { crop = 'whole', square = '' } = submission.values;
  if (square !== '') {
    const [size = 0, x = 0, y = 0] = (dragged.exec(square) ?? []).slice(1).map(Number);
    if (size < smallest) throw new BadRequest();
    return { size, x, y };
  }
  if (crop === 'whole') return undefined;
  if (!Object.hasOwn(squares, crop)) throw new BadRequest();
  return squares[crop as keyof typeof squares];
}

/** The choice of the part, and the texts for the script that replaces it by dragging. */
export function CropChoice({ page: { translate, submission } }: { page: PageRequest }): VNode {
  const chosen = submission.values.crop ?? 'middle';
  return (
    <fieldset
      id="crop"
      data-move={translate('profile.crop.move')}
      data-size={translate('profile.crop.size')}
      data-picture={translate('profile.upload.preview')}
    >
      <legend>{translate('profile.crop')}</legend>
      {(['middle', 'start', 'end', 'whole'] as const).map((part) => (
        <label key={part} class="choice">
          <Tick type="radio" name="crop" value={part} checked={part === chosen} />
          <span>{translate(`profile.crop.${part}`)}</span>
        </label>
      ))}
      <input type="hidden" name="square" />
    </fieldset>
  );
}
