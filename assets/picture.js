// Lets the user drag a square over a chosen picture, and scales a large picture down before it is sent.

const longest = 1024;
const largest = 100 * 1024;

for (const input of document.querySelectorAll('input[data-crop]')) {
  const choice = document.getElementById(input.dataset.crop);
  let cropper;
  input.addEventListener('change', async () => {
    const [file] = input.files;
    cropper?.remove();
    choice.hidden = false;
    choice.querySelector('[name=square]').value = '';
    // The server refuses files that are not pictures.
    const image = file && (await createImageBitmap(file).catch(() => undefined));
    if (!image || file !== input.files[0]) return;
    const canvas = drawn(image);
    if (file.size > largest) await replace(input, canvas);
    cropper = createCropper(canvas, choice);
    input.after(cropper);
    choice.hidden = true;
  });
}

/** The whole picture, scaled so that no side is longer than needed. */
function drawn(image) {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  // Transparent pictures are stored as JPEG, which needs a background.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function replace(input, canvas) {
  for (const quality of [0.9, 0.75, 0.5, 0.3]) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (!blob || blob.size > largest) continue;
    const files = new DataTransfer();
    files.items.add(new File([blob], 'picture.jpg', { type: blob.type }));
    input.files = files.files;
    return;
  }
}

/** The picture with the square, which is moved with the pointer or arrow keys and resized with a slider. */
function createCropper(canvas, choice) {
  const square = { size: 1, x: 0.5, y: 0.5 };
  const [place, area, handle, slider] = ['div', 'div', 'button', 'input'].map((name) =>
    document.createElement(name),
  );
  area.className = 'cropping';
  const picture = document.createElement('img');
  picture.src = canvas.toDataURL('image/jpeg');
  picture.alt = choice.dataset.picture;
  handle.type = 'button';
  handle.setAttribute('aria-label', choice.dataset.move);
  Object.assign(slider, { type: 'range', min: 0.2, max: 1, step: 0.01, value: 1, className: 'crop-size' });
  slider.setAttribute('aria-label', choice.dataset.size);
  area.append(picture, handle);
  place.append(area, slider);

  const { width, height } = canvas;
  const side = () => Math.min(width, height) * square.size;
  const show = () => {
    const [left, top] = [(width - side()) * square.x, (height - side()) * square.y];
    handle.style.width = `${(side() / width) * 100}%`;
    handle.style.height = `${(side() / height) * 100}%`;
    handle.style.left = `${(left / width) * 100}%`;
    handle.style.top = `${(top / height) * 100}%`;
    const told = [square.size, square.x, square.y].map((each) => String(Number(each.toFixed(4))));
    choice.querySelector('[name=square]').value = told.join(' ');
  };
  /** Moves the square by pixels of the canvas. */
  const move = (right, down) => {
    const along = (at, way, room) => (room < 1 ? 0.5 : Math.min(1, Math.max(0, at + way / room)));
    square.x = along(square.x, right, width - side());
    square.y = along(square.y, down, height - side());
    show();
  };
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const scale = width / picture.clientWidth;
    move(event.movementX * scale, event.movementY * scale);
  });
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  handle.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const step = Math.max(width, height) / 40;
    move(way[0] * step, way[1] * step);
  });
  slider.addEventListener('input', () => {
    square.size = Number(slider.value);
    show();
  });
  show();
  return place;
}
