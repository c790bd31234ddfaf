import type { Page } from 'playwright-core';

const atOnce = 8;

/** One stop of the Tab key. */
interface Stop {
  readonly name: string;
  /** Whether its focus is visible. */
  readonly isShown: boolean;
  readonly isPlaced: boolean;
}

/**
 * Moves the focus with the Tab key from the beginning of a page until it returns there.
 * @returns problems: elements that are not reached, whose focus is not visible, or that come before something above
 * them
 */
export async function keyboardProblems(page: Page): Promise<string[]> {
  const expected = await page.evaluate(prepare);
  await pressTab(page, expected + 1);
  for (let presses = expected + 1; presses < expected * 2 + 10; presses += atOnce) {
    if (await page.evaluate(() => window.tabbing.isBack)) break;
    await pressTab(page, atOnce);
  }
  const { stops, missed } = await page.evaluate(() => window.tabbing.end());
  return [
    ...missed.map((name) => `not reached by Tab: ${name}`),
    ...stops.filter(({ isShown }) => !isShown).map(({ name }) => `focus not visible: ${name}`),
    ...stops
      .filter(({ isPlaced }) => !isPlaced)
      .map(({ name }) => `focused after what stands below: ${name}`),
  ];
}

async function pressTab(page: Page, times: number): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => page.keyboard.press('Tab')));
}

interface Tabbing {
  isBack: boolean;
  end(): { readonly stops: readonly Stop[]; readonly missed: readonly string[] };
}

declare global {
  interface Window {
    tabbing: Tabbing;
  }
}

/** Runs in the page. @returns the expected number of stops */
function prepare(): number {
  const controls = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
  const all = Array.from(document.querySelectorAll<HTMLElement>(controls)).filter(isExpected);
  const before = new Map(all.map((element) => [element, lookOf(element)]));
  const stops: { element: HTMLElement; isShown: boolean }[] = [];
  const listener = ({ target }: FocusEvent) => {
    const element = target as HTMLElement;
    if (stops.some((stop) => stop.element === element)) {
      window.tabbing.isBack = true;
      return;
    }
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    stops.push({ element, isShown: hasOutline || lookOf(element) !== before.get(element) });
  };
  document.addEventListener('focusin', listener);
  window.tabbing = {
    isBack: false,
    end() {
      document.removeEventListener('focusin', listener);
      const reached = new Set(stops.map(({ element }) => element));
      return {
        stops: stops.map(({ element, isShown }, index) => ({
          name: nameOf(element),
          isShown,
          isPlaced: isPlaced(stops[index - 1]?.element, element),
        })),
        missed: all.filter((element) => !reached.has(element)).map(nameOf),
      };
    },
  };
  (document.activeElement as HTMLElement | null)?.blur();
  all[0]?.focus();
  return all.length;

  function isExpected(element: HTMLElement): boolean {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      return false;
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const group = Array.from(document.querySelectorAll<HTMLInputElement>('input[type="radio"]')).filter(
      ({ name, form }) => name === element.name && form === element.form,
    );
    return (group.find(({ checked }) => checked) ?? group[0]) === element;
  }

  /** The visible label of an invisible control shows its focus. */
  function lookOf(element: HTMLElement): string {
    return [element, element.closest('label'), element.nextElementSibling]
      .filter((each) => each !== null)
      .map((each) => {
        const { boxShadow, outlineStyle, borderColor, backgroundColor } = getComputedStyle(each);
        return [boxShadow, outlineStyle, borderColor, backgroundColor].join();
      })
      .join(' ');
  }

  /** Not above the previous element in the same part of the page, unless in a column beside it. */
  function isPlaced(previous: HTMLElement | undefined, element: HTMLElement): boolean {
    if (previous === undefined || partOf(previous) !== partOf(element)) return true;
    const [one, other] = [previous.getBoundingClientRect(), element.getBoundingClientRect()];
    return other.bottom > one.top || other.left >= one.right;
  }

  function partOf(element: HTMLElement): Element | null {
    return element.closest('header, nav, main, footer');
  }

  function nameOf(element: HTMLElement): string {
    return `${element.tagName.toLowerCase()} “${(element.textContent || element.id).trim().slice(0, 60)}”`;
  }
}
