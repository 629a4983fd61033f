// The shape of POST /api/v1/submissions, and what its answer means.
import type { Draft, Place } from "./drafts";

export interface Settings { business: string; task: string | null; tasks: string[]; checklist: string; version: number; submit: string; evidence: string; receipt: string }
export interface Verdict { id: string; ok: boolean; code: string; message: string; receipt?: string }

interface SentAnswer { answer: string; note?: string; disposition?: string; photos?: string[] }
export interface Submission {
  id: string; task: string | null; tasks: string[]; checklist: string; version: number; business: string; outcome: string; mode: string;
  answers: Record<string, SentAnswer>; place: Place | null; signature: string | null; started_at: string; finished_at: string;
}

export function compose(draft: Draft, settings: Settings, evidence: (key: string) => string, signature: string | null, musts: Set<string>): Submission {
  const answers: Record<string, SentAnswer> = {};
  for (const [code, item] of Object.entries(draft.items)) {
    if (!item.answer) continue;
    answers[code] = item.answer === "fail"
      ? { answer: item.answer, note: item.note, disposition: item.disposition, photos: item.photos.map(evidence) }
      : musts.has(code) ? { answer: item.answer, photos: item.photos.map(evidence) } : { answer: item.answer };
  }
  return {
    id: draft.id, task: settings.task, tasks: settings.tasks, checklist: settings.checklist, version: settings.version, business: settings.business,
    outcome: "done", mode: draft.mode, answers, place: draft.place, signature, started_at: draft.startedAt, finished_at: draft.finishedAt ?? "",
  };
}

export class Unreachable extends Error {}

// Codes that say nothing about the sheet itself, only about this moment.
const LATER = new Set(["busy", "unsaid"]);

// A refusal is an answer; only silence and an overloaded server are worth a later try.
export async function send(one: Submission, address: string, csrf: string): Promise<Verdict> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ submissions: [one] }),
    });
  } catch {
    throw new Unreachable();
  }
  if (answer.status === 503 || answer.status === 429) throw new Unreachable();
  const verdict = read(await answer.json().catch(() => ({})), one.id, answer.ok);
  if (LATER.has(verdict.code)) throw new Unreachable();
  return verdict;
}

function read(body: unknown, id: string, ok: boolean): Verdict {
  const found = body as { verdicts?: Partial<Verdict>[]; detail?: unknown; message?: string };
  const mine = found.verdicts?.find((verdict) => verdict.id === id) ?? found.verdicts?.[0];
  if (mine) return { id, ok: mine.ok ?? false, code: mine.code ?? "", message: mine.message ?? "", receipt: mine.receipt };
  const message = found.message ?? (typeof found.detail === "string" ? found.detail : "");
  return { id, ok: ok && message === "", code: "", message };
}
