// The draft of a visit lives on the phone, under its owner's name, until it lies in the outbox.
import { newId } from "./ids";

// As it was: the answer that stands is taken over, nobody looked again.
export const STILL = "still";
export type Answer = "conform" | "fail" | "not_applicable" | typeof STILL;
export type Disposition = "fix_on_site" | "fix_by" | "push_to_station";
export type Lists = Record<string, [string, number]>;

export interface Place { lat: number; lon: number; accuracy: number; datum: "wgs84" }
export interface ItemDraft { answer?: Answer; note: string; disposition?: Disposition; photos: string[] }
export interface Draft {
  id: string; startedAt: string; at: number; items: Record<string, ItemDraft>; place: Place | null; mode: string;
  finishedAt?: string; signature?: string; seconds?: Record<string, string>; name?: string; address?: string; lists?: Lists;
}

const PREFIX = "shian.visit.";

export class Drafts {
  readonly key: string;

  constructor(person: string, task: string) { this.key = `${PREFIX}${person}.${task}`; }

  load(startedAt: string): Draft {
    return this.kept() ?? { id: newId(), startedAt: startedAt || new Date().toISOString(), at: 0, items: {}, place: null, mode: "on_site" };
  }

  kept(): Draft | null {
    try { return JSON.parse(localStorage.getItem(this.key) ?? "null") as Draft | null; } catch { return null; }
  }

  save(draft: Draft): boolean {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  drop(): void { try { localStorage.removeItem(this.key); } catch { /* storage denied: there is nothing to drop */ } }
}

// Nothing is thrown away by age: a phone whose clock jumps a year would throw away this morning's work.
// Every visit this person has begun and not put into the outbox; those that nobody answered anything in are no work.
export function begun(person: string): { key: string; draft: Draft }[] {
  const found: { key: string; draft: Draft }[] = [];
  for (const key of keys()) {
    if (!key.startsWith(`${PREFIX}${person}.`)) continue;
    try {
      const draft = JSON.parse(localStorage.getItem(key) ?? "") as Draft;
      if (Object.values(draft.items).some((item) => (item.answer && item.answer !== STILL) || item.note || item.photos.length)) found.push({ key, draft });
    } catch { /* not ours, or broken */ }
  }
  return found;
}

function keys(): string[] {
  try { return Object.keys(localStorage); } catch { return []; }
}
