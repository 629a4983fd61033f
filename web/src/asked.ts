// The questions of an office's form on a page: read, shown and hidden by their conditions, and told what is wrong with an answer.
import { Forms, isValue, verdictOf, type Form, type Said } from "./form";
import { say } from "./words";

const inputs = (item: HTMLElement, name: string): HTMLInputElement[] => [...item.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
const codeOf = (item: HTMLElement): string => item.dataset.item ?? "";

// What was typed or chosen as the answer to a question that asks for a value.
export function typedIn(item: HTMLElement): string {
  const found = inputs(item, `value-${codeOf(item)}`);
  const chosen = found.filter((one) => (one.type === "checkbox" || one.type === "radio" ? one.checked : true));
  return chosen.map((one) => one.value.trim()).filter(Boolean).join(" ");
}

export function typeInto(item: HTMLElement, note: string): void {
  for (const one of inputs(item, `value-${codeOf(item)}`)) {
    if (one.type === "checkbox") one.checked = note.split(/\s+/).includes(one.value);
    else if (one.type === "radio") one.checked = one.value === note && note !== "";
    else one.value = note;
  }
}

// An answer as it stands in the page, for a plain form that keeps no draft.
export function readIn(item: HTMLElement, forms: Forms): Said {
  const code = codeOf(item), question = forms.question(code), chosen = inputs(item, `answer-${code}`).find((one) => one.checked)?.value ?? "";
  const photos = [...item.querySelectorAll<HTMLInputElement>("input[type=file]")].reduce((n, one) => n + (one.files?.length ?? 0), 0) + inputs(item, `kept-${code}`).length;
  if (!question || !isValue(question) || chosen) return { word: chosen, note: "", photos };
  const note = typedIn(item);
  const given = question.kind === "photo" ? photos > 0 : note !== "";
  return { word: given ? verdictOf(question, note) : "", note, photos };
}

// Only what may be chosen now stands there, and what can be chosen no longer is chosen no longer.
export function offerIn(item: HTMLElement, open: Set<string> | undefined): boolean {
  let changed = false;
  for (const one of open ? inputs(item, `value-${codeOf(item)}`) : []) {
    const stands = one.value === "" || Boolean(open?.has(one.value));
    const label = one.closest<HTMLElement>("label");
    if (label) label.hidden = !stands;
    if (!stands && one.checked) { one.checked = false; changed = true; }
  }
  return changed;
}

export function complainIn(item: HTMLElement, sentence: string): void {
  const place = item.querySelector<HTMLElement>("[data-wrong]");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = !sentence;
}

export const troubleWords = (words: HTMLElement | null, forms: Forms, code: string, said: Record<string, Said>): string => {
  const trouble = forms.trouble(code, said);
  return !trouble || trouble.kind === "missing" ? "" : trouble.says || say(words, `wrong${trouble.kind.charAt(0).toUpperCase()}${trouble.kind.slice(1)}`);
};

export function formsIn(place: ParentNode): Forms {
  const told = place.querySelector("#asked-forms")?.textContent;
  return new Forms(told ? (JSON.parse(told) as Form[]) : []);
}

// A plain form that asks by conditions: what is not asked is not there, and is not sent.
export function openAsked(form: HTMLFormElement): { items: HTMLElement[]; forms: Forms; look: () => Record<string, Said> } {
  const items = [...form.querySelectorAll<HTMLElement>("[data-item]")], forms = formsIn(form);
  const read = (): Record<string, Said> => Object.fromEntries(items.map((item) => [codeOf(item), readIn(item, forms)]));
  const words = document.getElementById("field-words");
  function look(): Record<string, Said> {
    let said = read();
    for (const item of items) if (offerIn(item, forms.offered(codeOf(item), said))) said = read();
    const asks = forms.asks(said);
    for (const item of items) {
      item.hidden = !asks(codeOf(item));
      if (item instanceof HTMLFieldSetElement) item.disabled = item.hidden;
      complainIn(item, item.hidden ? "" : troubleWords(words, forms, codeOf(item), said));
    }
    return said;
  }
  form.addEventListener("change", () => { look(); });
  look();
  return { items, forms, look };
}
