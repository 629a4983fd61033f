// The shop's day: which of the two buttons is true today follows from the answers, and the machine never fills one in.
import { openAsked } from "./asked";
import { openSpeaking } from "./speak";
import { say } from "./words";

export function openDay(form: HTMLFormElement): void {
  const words = document.querySelector<HTMLTemplateElement>("#day-words");
  const line = form.querySelector("[data-day-words]");
  const handIn = form.querySelector<HTMLButtonElement>("[data-day-hand-in]");
  const zero = form.querySelector<HTMLButtonElement>("[data-day-zero]");
  const asked = openAsked(form);

  function look(): void {
    const said = asked.look(), open = asked.items.filter((item) => !item.hidden && item.dataset.kind !== "note");
    const word = (item: HTMLElement): string => said[item.dataset.item ?? ""]?.word ?? "";
    const left = open.filter((item) => !word(item) && (asked.forms.question(item.dataset.item ?? "")?.required ?? true)).length;
    const count = (what: string): number => open.filter((item) => word(item) === what).length;
    const found = count("fail"), unseen = count("not_checked");
    for (const item of asked.items) item.classList.toggle("is-fail", word(item) === "fail");
    if (handIn) { handIn.hidden = found + unseen === 0 || left > 0; handIn.disabled = left > 0; }
    if (zero) { zero.hidden = found + unseen > 0 || left > 0; zero.disabled = left > 0; zero.classList.toggle("button-primary", left === 0); }
    if (line) line.textContent = left ? say(words, "left", { n: left }) : found ? say(words, "found", { n: found }) : unseen ? say(words, "unseen", { n: unseen }) : say(words, "clean");
  }

  // A phone says nothing by itself when a photo was chosen: the count stands on the button.
  for (const input of form.querySelectorAll<HTMLInputElement>("[data-snap-plain] input[type=file], .snap[data-snap] input[type=file]"))
    input.addEventListener("change", () => { const n = input.files?.length ?? 0; input.parentElement?.toggleAttribute("data-chosen", n > 0); if (input.parentElement) input.parentElement.dataset.count = String(n); });

  if (zero) { zero.dataset.confirm = say(words, "zero"); zero.dataset.confirmWord = say(words, "zeroWord"); }
  openSpeaking(form);
  form.addEventListener("change", look);
  form.addEventListener("input", (event) => { if ((event.target as HTMLInputElement).name?.startsWith("value-")) look(); });
  look();
}
