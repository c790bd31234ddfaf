import type { BodyKind, ResponseBody, Shape } from './model.ts';

/** Whether a key below `body` is a media type, not a facet. */
export function isMediaType(key: string): boolean {
  return key.includes('/') && !key.startsWith('/');
}

export function isJson(mediaType: string): boolean {
  return /^(application|text)\/([a-z0-9.-]+\+)?json(;.*)?$/i.test(mediaType);
}

/** How the body of a request is sent. */
export function bodyKind(mediaType: string, type: Shape['kind']): BodyKind {
  const [bare = ''] = mediaType.toLowerCase().split(';');
  if (bare === 'multipart/form-data') return 'multipart';
  if (bare === 'application/x-www-form-urlencoded') return 'urlencoded';
  return responseKind(mediaType, type);
}

/** How the body of a response is sent: as JSON, text such as XML, or bytes. */
export function responseKind(mediaType: string, type: Shape['kind']): ResponseBody['kind'] {
  if (isJson(mediaType)) return 'json';
  if (type === 'file') return 'bytes';
  if (/^text\/|[/+](xml|yaml|javascript|csv|graphql|raml)\b/i.test(mediaType)) return 'text';
  return type === 'any' ? 'bytes' : 'text';
}
