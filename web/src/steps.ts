// The steps of a visit: a dot for each question in the colour of its answer, and the way back to one.
import { make, say } from "./words";

export function dotsOf(answers: (string | undefined)[], here: number, words: HTMLElement | null, go: (at: number) => void): HTMLElement[] {
  return answers.map((answer, at) => {
    const dot = make("button", answer ? `a-${answer}` : "");
    dot.type = "button";
    dot.setAttribute("aria-label", say(words, "at", { n: at + 1, all: answers.length }));
    if (at === here) dot.setAttribute("aria-current", "step");
    dot.addEventListener("click", () => go(at));
    return dot;
  });
}

export function wayBack(text: string, go: () => void): HTMLElement {
  const row = make("li", ""), button = make("button", "", text);
  button.type = "button";
  button.addEventListener("click", go);
  row.append(button);
  return row;
}

export function wayTo(href: string, text: string): HTMLAnchorElement {
  const made = make("a", "button button-small", text);
  made.href = href;
  return made;
}
