import { readFileSync } from 'node:fs';
import { createShop } from './shop.js';

/** The file that "make run" writes for trying out the server. */
const file = `${process.env.IYO_DATA_DIR ?? './data'}/demo.json`;
const url = 'http://127.0.0.1:8090';

try {
  const { url: issuer, organizations } = JSON.parse(readFileSync(file, 'utf8'));
  const [{ globalid: clientId, secret: clientSecret }] = organizations;
  createShop({ issuer, clientId, clientSecret, url }).listen(8090, '127.0.0.1', () => {
    console.log(`The pet shop is open: ${url}\nSign in with a user of ${file}.`);
  });
} catch (error) {
  console.error(`${file} cannot be read: start the server with "make run" first.\n${error.message}`);
  process.exitCode = 1;
}
