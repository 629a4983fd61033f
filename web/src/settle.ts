// A list drawn anew keeps its nodes: what stands there by the same key stays and only takes the new words, so that a press is
// never lost between two drawings and the focus of a keyboard stays where it was.
const keyOf = (node: Element, at: number): string => (node instanceof HTMLElement && node.dataset.key) || `${node.tagName}-${at}`;

export function settle(place: Element, wanted: HTMLElement[]): void {
  const before = new Map(Array.from(place.children, (node, at) => [keyOf(node, at), node as HTMLElement] as const));
  const held = document.activeElement;
  const stays = wanted.map((fresh, at) => {
    const old = before.get(keyOf(fresh, at));
    if (!old || old.tagName !== fresh.tagName) return fresh;
    before.delete(keyOf(fresh, at));
    return renewed(old, fresh);
  });
  for (const gone of before.values()) leave(gone, held); // first, or what stays would be moved around it and lose the focus
  let next = place.firstElementChild;
  for (const one of stays) {
    if (one === next) next = next.nextElementSibling;
    else place.insertBefore(one, next);
  }
}

function renewed(old: HTMLElement, fresh: HTMLElement): HTMLElement {
  for (const { name, value } of Array.from(fresh.attributes)) if (old.getAttribute(name) !== value && !kept(old, name)) old.setAttribute(name, value);
  for (const { name } of Array.from(old.attributes)) if (!fresh.hasAttribute(name) && !kept(old, name)) old.removeAttribute(name);
  old.onclick = fresh.onclick;
  if (fresh.childElementCount || old.childElementCount) settle(old, Array.from(fresh.children) as HTMLElement[]);
  else if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  return old;
}

// What a person has opened stays open.
const kept = (node: HTMLElement, name: string): boolean => node instanceof HTMLDetailsElement && name === "open";

// The focus of what goes stays in its card, not at the top of the page.
function leave(gone: HTMLElement, held: Element | null): void {
  const card = held && gone.contains(held) ? gone.parentElement?.closest<HTMLElement>("[data-key][data-state]") : null;
  gone.remove();
  if (!card) return;
  card.tabIndex = -1;
  card.focus();
}
