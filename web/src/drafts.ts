// The draft of a visit lives on the phone until the server has said that it is received.
import { newId } from "./ids";

// As it was: the answer that stands is taken over, nobody looked again.
export const STILL = "still";
export type Answer = "conform" | "fail" | "not_applicable" | typeof STILL;
export type Disposition = "fix_on_site" | "fix_by" | "push_to_station";

export interface Place { lat: number; lon: number; accuracy: number; datum: "wgs84" }
export interface ItemDraft { answer?: Answer; note: string; disposition?: Disposition; photos: string[] }
export interface Draft { id: string; startedAt: string; at: number; items: Record<string, ItemDraft>; place: Place | null; mode: string; finishedAt?: string; signature?: string }

const WEEKS = 4;

export class Drafts {
  constructor(private readonly key: string) { forgetOld(); }

  load(startedAt: string): Draft {
    const kept = localStorage.getItem(this.key);
    if (kept) {
      try { return JSON.parse(kept) as Draft; } catch { localStorage.removeItem(this.key); }
    }
    return { id: newId(), startedAt: startedAt || new Date().toISOString(), at: 0, items: {}, place: null, mode: "on_site" };
  }

  save(draft: Draft): boolean {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  drop(): void { localStorage.removeItem(this.key); }
}

// A phone changes hands: what nobody handed in within four weeks is not kept on it.
function forgetOld(): void {
  const limit = Date.now() - WEEKS * 7 * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("shian.visit.")) continue;
    try {
      const draft = JSON.parse(localStorage.getItem(key) ?? "") as Draft;
      if (Date.parse(draft.startedAt) < limit) localStorage.removeItem(key);
    } catch { localStorage.removeItem(key); }
  }
}
