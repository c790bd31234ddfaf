import type { Language } from '../../../i18n/catalogue.ts';
import { findImage } from '../../../users/avatars/queries.ts';
import { toJson } from '../../../web/json.ts';
import { type Area, areas, type Entry, type Source } from './entries.ts';
import { pictureFile } from './pictures.ts';
import { listPictures } from './queries.ts';
import { readablePage } from './readable-area.tsx';
import { indexPage } from './readable-index.tsx';
import { createZipStream, type ZipStream } from './zip-stream.ts';

export interface ArchiveOrder extends Source {
  /** The language of the readable pages. */
  readonly language: Language;
  readonly now: Date;
}

/**
 * Makes a ZIP file of everything that is stored about a user, without secrets, piece by piece. Each area has
 * `<area>.json` for programs and `pages/<area>.html` for users; `index.html` links to all areas. Pictures are included.
 */
export async function* writeArchive(order: ArchiveOrder): AsyncGenerator<Uint8Array> {
  const zip = createZipStream(order.now);
  const counts = new Map<Area, number>();
  for (const area of Object.keys(areas) as Area[]) {
    counts.set(area, yield* writeArea(zip, order, area));
    yield* zip.take();
  }
  yield* writePictures(zip, order);
  const index = zip.open('index.html');
  index.write(indexPage(order, counts));
  index.end();
  zip.end();
  yield* zip.take();
}

/** @returns the number of entries */
async function* writeArea(
  zip: ZipStream,
  order: ArchiveOrder,
  area: Area,
): AsyncGenerator<Uint8Array, number> {
  const [json, html] = [zip.open(`${area}.json`), zip.open(`pages/${area}.html`)];
  const page = readablePage(order.language, area);
  let count = 0;
  html.write(page.start);
  for await (const entry of areas[area](order)) {
    json.write(`${count === 0 ? '[' : ','}\n${toText(entry)}`);
    html.write(page.entry(entry));
    count += 1;
    yield* zip.take();
  }
  json.write(count === 0 ? '[]\n' : '\n]\n');
  json.end();
  html.write(page.end);
  html.end();
  return count;
}

const toText = (entry: Entry) => toJson(entry, 2);

async function* writePictures(zip: ZipStream, { db, username }: ArchiveOrder): AsyncGenerator<Uint8Array> {
  for (const picture of await listPictures(db, username)) {
    const image = await findImage(db, picture.imageId);
    if (!image) continue;
    const file = zip.openPlain(pictureFile(picture));
    file.write(image.content);
    file.end();
    yield* zip.take();
  }
}
