// Shows a chosen picture as it will be kept; a large one is cropped to a square and made smaller before it is sent.

const side = 512;
const largest = 100 * 1024;

for (const input of document.querySelectorAll('input[data-picture]')) {
  const preview = document.createElement('img');
  preview.className = 'picture-preview';
  preview.alt = input.dataset.picture;
  preview.hidden = true;
  input.after(preview);
  input.addEventListener('change', () => void prepare(input, preview));
}

async function prepare(input, preview) {
  const [file] = input.files;
  preview.hidden = true;
  if (!file) return;
  const image = await createImageBitmap(file).catch(() => undefined);
  // What is no picture is left to the server to refuse.
  if (!image) return;
  const canvas = cropped(image);
  preview.src = canvas.toDataURL('image/png');
  preview.hidden = false;
  if (file.size <= largest && image.width === image.height) return;
  const smaller = await encoded(canvas);
  if (!smaller) return;
  const files = new DataTransfer();
  files.items.add(new File([smaller], 'picture.jpg', { type: smaller.type }));
  input.files = files.files;
}

/** The middle of a picture, as a square. */
function cropped(image) {
  const length = Math.min(image.width, image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(side, length);
  canvas.height = canvas.width;
  const [left, top] = [(image.width - length) / 2, (image.height - length) / 2];
  const context = canvas.getContext('2d');
  // What can be seen through is kept as JPEG, which has a ground.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, left, top, length, length, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The best quality that is small enough. */
async function encoded(canvas) {
  for (const quality of [0.9, 0.75, 0.5, 0.3]) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= largest) return blob;
  }
  return undefined;
}
