import { child, itemsOf, type SourceNode, scalarOf } from '../source.ts';
import { bodyOwners, type Refuse, typedBodies } from './walk.ts';

/** The top-level types of RFC 6838; private ones begin with `x-`, and the specification uses `mime/type` for any. */
const known =
  /^(application|audio|example|font|haptics|image|message|mime|model|multipart|text|video|chemical|x-[\w-]+|\*)\//i;

/** Media types must begin with a registered type. */
export function checkMediaTypes(root: SourceNode, refuse: Refuse): void {
  const preset = child(root, 'mediaType');
  if (preset?.kind === 'empty') refuse(preset, '"mediaType" has no value. Add one, or remove the key.');
  for (const item of itemsOf(preset)) judge(String(scalarOf(item) ?? ''), item, refuse);
  for (const body of bodyOwners(root).flatMap(typedBodies)) judge(body.key ?? '', body, refuse);
}

function judge(mediaType: string, node: SourceNode, refuse: Refuse): void {
  if (!mediaType.includes('/') || known.test(mediaType)) return;
  refuse(
    node,
    `"${mediaType}" is no media type. Begin it with one of RFC 6838, such as application or text.`,
  );
}
