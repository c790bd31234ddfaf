// Shows how hard a new password is to guess. The estimator is loaded once the user types; nothing typed leaves the
// browser.

/** Long enough that the result is announced after typing, not at each key. */
const pause = 500;
/** Only the first characters are judged, because judging takes longer the more there are. */
const longest = 64;

for (const place of document.querySelectorAll('[data-strength-of]')) {
  showStrength(place, document.getElementById(place.dataset.strengthOf));
}

function showStrength(place, field) {
  const [, said] = place.children;
  const words = JSON.parse(place.dataset.words);
  let loading;
  let timer;
  const update = async () => {
    const judge = await loading;
    if (!judge || field.value === '') return;
    const score = judge(field.value.slice(0, longest), knownWords(place, field.form));
    place.dataset.score = score;
    if (said.textContent !== words[score]) said.textContent = words[score];
  };
  field.addEventListener('input', () => {
    loading ??= loadJudge(JSON.parse(place.dataset.judges)).catch(() => place.remove());
    place.hidden = field.value === '';
    clearTimeout(timer);
    timer = setTimeout(update, pause);
  });
}

/** Words that others may know about the user: given by the page, or typed into other fields. */
function knownWords(place, form) {
  const others = form.querySelectorAll('input:not([type="hidden"], [autocomplete$="-password"])');
  const texts = [...JSON.parse(place.dataset.known), ...[...others].map(({ value }) => value)];
  return texts.flatMap((text) => [text, ...text.split(/[\s@._+-]+/)]).filter(({ length }) => length > 2);
}

/** @returns a function that rates a password from 0 to 4 */
async function loadJudge(addresses) {
  await Promise.all(addresses.map(load));
  const { core, 'language-common': common } = globalThis.zxcvbnts;
  const { adjacencyGraphs: graphs, dictionary } = common;
  const judge = new core.ZxcvbnFactory({ graphs, dictionary });
  return (password, known) => judge.check(password, known).score;
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    script.src = address;
    document.head.append(script);
  });
}
