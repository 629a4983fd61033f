// The shop's day: which of the two buttons is true today follows from the answers, and the machine never fills one in.
import { openSpeaking } from "./speak";
import { say } from "./words";

export function openDay(form: HTMLFormElement): void {
  const words = document.querySelector<HTMLTemplateElement>("#day-words");
  const line = form.querySelector("[data-day-words]");
  const handIn = form.querySelector<HTMLButtonElement>("[data-day-hand-in]");
  const zero = form.querySelector<HTMLButtonElement>("[data-day-zero]");
  const items = [...form.querySelectorAll<HTMLElement>("[data-item]")];
  const chosen = (item: HTMLElement): string => item.querySelector<HTMLInputElement>("input[type=radio]:checked")?.value ?? "";

  function look(): void {
    const answers = items.map(chosen);
    const left = answers.filter((answer) => !answer).length;
    const found = answers.filter((answer) => answer === "fail").length;
    const unseen = answers.filter((answer) => answer === "not_checked").length;
    items.forEach((item, at) => item.classList.toggle("is-fail", answers[at] === "fail"));
    if (handIn) { handIn.hidden = found + unseen === 0; handIn.disabled = left > 0; }
    if (zero) { zero.hidden = found + unseen > 0; zero.disabled = left > 0; zero.classList.toggle("button-primary", left === 0); }
    if (line) line.textContent = left ? say(words, "left", { n: left }) : found ? say(words, "found", { n: found }) : unseen ? say(words, "unseen", { n: unseen }) : say(words, "clean");
  }

  // A phone says nothing by itself when a photo was chosen: the count stands on the button.
  for (const input of form.querySelectorAll<HTMLInputElement>("[data-snap-plain] input[type=file]"))
    input.addEventListener("change", () => { const n = input.files?.length ?? 0; input.parentElement?.toggleAttribute("data-chosen", n > 0); if (input.parentElement) input.parentElement.dataset.count = String(n); });

  if (zero) { zero.dataset.confirm = say(words, "zero"); zero.dataset.confirmWord = say(words, "zeroWord"); }
  openSpeaking(form);
  form.addEventListener("change", look);
  look();
}
