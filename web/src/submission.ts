// What the page of a visit sends to its own address. The server makes a sheet for each duty of it.
import { Forms, isValue, type Form } from "./form";
import { STILL, type Draft, type Lists, type Place } from "./drafts";

export interface Settings {
  business: string; task: string | null; tasks: string[]; lists: Lists; name: string; paper: string; submit: string; evidence: string; receipt: string;
  forms?: Form[];
}
export interface Ending { zero: string[]; conclusions: Record<string, string>; seconds?: Record<string, string> }

interface SentAnswer { answer: string; note?: string; disposition?: string; photos?: string[] }
export interface Told extends Ending {
  id: string; tasks: string[]; lists: Lists; mode: string; answers: Record<string, SentAnswer>;
  place: Place | null; signature: string | null; started_at: string; finished_at: string;
}

// Photos are named as they lie on the phone; only when they are there do they get the server's names.
export function compose(draft: Draft, settings: Settings, ending: Ending, asked: Set<string>): Told {
  const answers: Record<string, SentAnswer> = {}, forms = new Forms(settings.forms ?? []);
  for (const [code, item] of Object.entries(draft.items)) {
    if (!item.answer || !asked.has(code)) continue;
    const photos = item.answer === STILL ? [] : item.photos, question = forms.question(code);
    if (question && isValue(question)) {
      answers[code] = { answer: item.answer, note: item.note, ...(item.answer === "fail" ? { disposition: item.disposition ?? "" } : {}), ...(photos.length ? { photos } : {}) };
      continue;
    }
    answers[code] = item.answer === "fail"
      ? { answer: item.answer, note: item.note, disposition: item.disposition ?? "", photos }
      : photos.length ? { answer: item.answer, photos } : { answer: item.answer };
  }
  return {
    id: draft.id, tasks: settings.tasks, lists: settings.lists, mode: draft.mode, answers, ...ending, place: draft.place,
    signature: draft.signature ?? null, started_at: draft.startedAt, finished_at: draft.finishedAt ?? "",
  };
}

export const photosOf = (told: Told): string[] =>
  Object.values(told.answers).flatMap((answer) => answer.photos ?? []).concat(told.signature ? [told.signature] : []);

// The same visit with the names the server gave: the same photos give the same bytes, so that a second try is known.
export function named(told: Told, evidence: Map<string, string>): Told {
  const answers: Record<string, SentAnswer> = {};
  for (const [code, answer] of Object.entries(told.answers))
    answers[code] = answer.photos ? { ...answer, photos: answer.photos.map((key) => evidence.get(key) ?? key) } : answer;
  return { ...told, answers, signature: told.signature ? evidence.get(told.signature) ?? told.signature : null };
}

// What each duty wants said at its end.
export function endingIn(form: HTMLFormElement): Ending {
  const chosen = (selector: string): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>(selector)].filter((input) => input.checked);
  return {
    zero: chosen("input[name=zero]").map((input) => input.value),
    conclusions: Object.fromEntries(chosen("input[name^=conclusion-]").map((input) => [input.name.slice("conclusion-".length), input.value])),
    ...beside(secondsIn(form).filter((select) => select.value)),
  };
}

export const secondsIn = (form: HTMLFormElement): HTMLSelectElement[] => [...form.querySelectorAll<HTMLSelectElement>("select[name^=second-]")];

// Who came along, where the law wants two; a visit that asks for nobody says nothing of it.
const beside = (chosen: HTMLSelectElement[]): { seconds?: Record<string, string> } =>
  chosen.length ? { seconds: Object.fromEntries(chosen.map((select) => [select.name.slice("second-".length), select.value])) } : {};
