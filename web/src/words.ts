// Sentences stand in the page in the reader's language; the script only fills the gaps.
export function say(from: HTMLElement | null, key: string, gaps: Record<string, string | number> = {}): string {
  const sentence = from?.dataset[key] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(gaps[name] ?? ""));
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}
