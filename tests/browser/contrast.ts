/** What axe-core found, and the colours that passed. */
export interface Checked {
  readonly violations: readonly string[];
  readonly passed: readonly string[];
}

interface AxeNode {
  readonly html: string;
  readonly element: Element;
  readonly any: readonly {
    readonly data: { readonly contrastRatio?: number; readonly messageKey?: string };
  }[];
}

interface Axe {
  run(
    context: Document | { readonly include: readonly Element[] },
    options: object,
  ): Promise<Record<'violations' | 'passes', { id: string; help: string; nodes: AxeNode[] }[]>>;
}

declare global {
  interface Window {
    axe: Axe;
  }
}

/** Runs in the page: every rule except that of contrast. */
export async function checkRules(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false } };
  const { violations } = await window.axe.run(document, { resultTypes: ['violations'], rules });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/**
 * Runs in the page: the rule of contrast, which takes as long as all others. Its verdict depends on the text's colour
 * and size and on what is painted behind it, so text for which all of it has passed before is left out. Text that
 * something else overlaps, or that sticks out of what is painted behind it, is always checked.
 */
export async function checkContrast(known: readonly string[]): Promise<Checked> {
  const all = Array.from(document.querySelectorAll('html, body, body *'));
  const boxes = new Map(all.map((element) => [element, element.getBoundingClientRect()]));
  const behind = new Map<Element, string>();
  const painted: Element[] = [];
  const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  for (const element of all) behind.set(element, behindOf(element));
  const texts = new Map(all.filter(isText).map((element) => [element, coloursOf(element)]));
  const unknown = [...texts].filter(([element, colours]) => !known.includes(colours) || isMixed(element));
  if (unknown.length === 0) return { violations: [], passed: [] };
  const { violations, passes } = await window.axe.run(
    { include: unknown.map(([element]) => element) },
    {
      resultTypes: ['violations', 'passes'],
      runOnly: ['color-contrast'],
      elementRef: true,
      selectors: false,
    },
  );
  return {
    violations: violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html}`),
    ),
    passed: passes.flatMap(({ nodes }) => nodes.filter(isMeasured).map(({ element }) => coloursOf(element))),
  };

  /** What an element and those around it paint. */
  function behindOf(element: Element): string {
    const style = getComputedStyle(element);
    const own = [
      style.backgroundColor === 'rgba(0, 0, 0, 0)' ? '' : style.backgroundColor,
      style.backgroundImage === 'none' ? '' : style.backgroundImage + style.backgroundClip,
      style.opacity === '1' ? '' : `opacity ${style.opacity}`,
      style.filter === 'none' ? '' : style.filter,
      style.mixBlendMode === 'normal' ? '' : style.mixBlendMode,
    ].filter((part) => part !== '');
    if ((own.length > 0 || element.matches('img, svg, canvas, video')) && isVisible(element))
      painted.push(element);
    const around = element.parentElement ? (behind.get(element.parentElement) ?? '') : scheme;
    return [around, ...own].join(' ');
  }

  function isVisible(element: Element): boolean {
    return element.checkVisibility({ visibilityProperty: true });
  }

  /** Whether there is something to read in an element itself. */
  function isText(element: Element): boolean {
    const { width = 0, height = 0, right = 0, bottom = 0 } = boxes.get(element) ?? {};
    const isBeyond = right <= 0 || bottom + scrollY <= 0;
    if ((width <= 1 && height <= 1) || isBeyond || !isVisible(element)) return false;
    return (
      element.shadowRoot !== null ||
      element.matches('input:not([type="checkbox"], [type="radio"]), select, textarea, iframe, object') ||
      Array.from(element.childNodes).some(
        ({ nodeType, nodeValue }) => nodeType === document.TEXT_NODE && nodeValue?.trim() !== '',
      )
    );
  }

  function coloursOf(element: Element): string {
    const style = getComputedStyle(element);
    const { color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke } = style;
    const own = [color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke];
    return [...own, behind.get(element)].join(' ');
  }

  function isMixed(element: Element): boolean {
    return (
      element.shadowRoot !== null ||
      element.matches('iframe, object') ||
      painted.some((other) => other !== element && !isSimply(element, other))
    );
  }

  /** Whether what paints has the text wholly on it, in its flow or elsewhere. */
  function isSimply(element: Element, other: Element): boolean {
    if (other.contains(element)) return isWithin(element, other);
    return !overlaps(element, other) || (element.contains(other) && !isMoved(other));
  }

  /** From where the flow of the text puts it. */
  function isMoved(element: Element): boolean {
    const { position, transform, translate, margin } = getComputedStyle(element);
    return position !== 'static' || transform !== 'none' || translate !== 'none' || margin.includes('-');
  }

  function isWithin(element: Element, other: Element): boolean {
    const [inner, outer] = [boxes.get(element), boxes.get(other)];
    return (
      inner !== undefined &&
      outer !== undefined &&
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1
    );
  }

  /** By more than a pixel. */
  function overlaps(element: Element, other: Element): boolean {
    const [one, two] = [boxes.get(element), boxes.get(other)];
    return (
      one !== undefined &&
      two !== undefined &&
      Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 &&
      Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 1
    );
  }

  function isMeasured({ any }: AxeNode): boolean {
    const [{ data } = { data: {} }] = any;
    return data.contrastRatio !== undefined && !data.messageKey;
  }
}
