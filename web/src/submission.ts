// What the page of a visit sends to its own address, and what the answer means. The server makes a sheet for each duty of it.
import { STILL, type Draft, type Place } from "./drafts";

export interface Settings { business: string; task: string | null; tasks: string[]; submit: string; evidence: string; receipt: string }
export interface Verdict { ok: boolean; code: string; message: string; receipt?: string }
export interface Ending { zero: string[]; conclusions: Record<string, string> }

interface SentAnswer { answer: string; note?: string; disposition?: string; photos?: string[] }
export interface Told extends Ending {
  id: string; tasks: string[]; mode: string; answers: Record<string, SentAnswer>;
  place: Place | null; signature: string | null; started_at: string; finished_at: string;
}

export function compose(draft: Draft, settings: Settings, ending: Ending, evidence: (key: string) => string, signature: string | null): Told {
  const answers: Record<string, SentAnswer> = {};
  for (const [code, item] of Object.entries(draft.items)) {
    if (!item.answer) continue;
    const photos = item.answer === STILL ? [] : item.photos.map(evidence);
    answers[code] = item.answer === "fail"
      ? { answer: item.answer, note: item.note, disposition: item.disposition ?? "", photos }
      : photos.length ? { answer: item.answer, photos } : { answer: item.answer };
  }
  return {
    id: draft.id, tasks: settings.tasks, mode: draft.mode, answers, ...ending, place: draft.place, signature,
    started_at: draft.startedAt, finished_at: draft.finishedAt ?? "",
  };
}

export class Unreachable extends Error {}
// The session ran out: the server led to the login, and nothing was handed in.
export class SignedOut extends Error {}

// A refusal is an answer; only silence and an overloaded server are worth a later try.
export async function send(one: Told, address: string, csrf: string): Promise<Verdict> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(one),
    });
  } catch {
    throw new Unreachable();
  }
  if (answer.status === 503 || answer.status === 429) throw new Unreachable();
  if (answer.redirected) throw new SignedOut();
  const found = (await answer.json().catch(() => ({}))) as Partial<Verdict> & { detail?: unknown };
  const message = found.message ?? (typeof found.detail === "string" ? found.detail : "");
  return { ok: answer.ok && (found.ok ?? false), code: found.code ?? String(answer.status), message, receipt: found.receipt };
}
