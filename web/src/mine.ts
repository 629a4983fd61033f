// What was filled in, in words: to be read on the phone itself, and laid beside what somebody else handed in.
import { typedIn } from "./asked";
import { STILL, type ItemDraft } from "./drafts";

export interface Line { code: string; text: string; said: string; photos: number }

export function linesOf(items: HTMLElement[], draft: Record<string, ItemDraft>, counts: Set<string>): Line[] {
  return items.flatMap((item) => {
    const code = item.dataset.item ?? "", mine = draft[code];
    if (!mine?.answer || mine.answer === STILL || !counts.has(code)) return [];
    return [{ code, text: textOf(item), said: [chosenIn(item, code), mine.note && !typedIn(item) ? mine.note : ""].filter(Boolean).join("，"), photos: mine.photos.length }];
  });
}

// The same of a plain form: what stands beside each of its questions.
export function linesIn(form: HTMLFormElement): Line[] {
  const lines = [...form.querySelectorAll<HTMLElement>("[data-item]")].filter((item) => !item.hidden).map((item) => {
    const code = item.dataset.item ?? "", note = item.querySelector<HTMLTextAreaElement>(`[name="note-${code}"]`)?.value ?? "";
    return { code, text: textOf(item), said: [chosenIn(item, code), note].filter(Boolean).join("，"), photos: 0 };
  });
  const words = [...form.querySelectorAll<HTMLTextAreaElement>("textarea")].filter((one) => one.value && !one.closest("[data-item]"));
  return [...lines.filter((line) => line.said), ...words.map((one) => ({ code: one.name, text: one.labels?.[0]?.textContent?.trim() ?? "", said: one.value, photos: 0 }))];
}

const textOf = (item: HTMLElement): string => item.querySelector(".item-text")?.firstChild?.textContent?.trim() ?? "";

function chosenIn(item: HTMLElement, code: string): string {
  const chosen = [...item.querySelectorAll<HTMLInputElement>(`[name="answer-${code}"]:checked, [name="value-${code}"]:checked`)];
  const words = chosen.map((one) => (one.labels?.[0]?.textContent ?? "").trim()).filter(Boolean);
  return words.length ? words.join("、") : [typedIn(item), typedIn(item) ? item.querySelector(".unit")?.textContent ?? "" : ""].filter(Boolean).join(" ");
}
