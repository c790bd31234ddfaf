/** The path of a picture in an archive. */
export function pictureFile({
  imageId,
  mediaType,
}: {
  readonly imageId: string;
  readonly mediaType: string;
}): string {
  return `avatars/${imageId}.${mediaType.slice('image/'.length)}`;
}
