// One line of its kind at the top of the page; without a sentence it goes.
import { make } from "./words";

export function strip(kind: string, tone: string, sentence: string): HTMLElement | null {
  document.querySelector(`[${kind}]`)?.remove();
  const main = document.querySelector(".phone-main");
  if (!sentence || !main) return null;
  const made = make("div", `flash tone-${tone} strip`);
  made.setAttribute(kind, "");
  made.setAttribute("role", "status");
  made.append(make("p", "", sentence));
  main.insertBefore(made, main.firstChild);
  return made;
}
