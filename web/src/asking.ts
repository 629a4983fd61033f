// One way to speak with the server: whose work it is goes along, and every way it can fail has its own name.
export class Unreachable extends Error {}
export class Busy extends Error {}
export class SignedOut extends Error {}
export class SomeoneElse extends Error {}
export class Refusal extends Error {
  constructor(readonly code: string, message: string, readonly record = "", readonly theirs: Record<string, string> = {}) { super(message); }
}

const cookie = (name: string): string => decodeURIComponent(new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1] ?? "");
const within = <T>(work: Promise<T>, ms: number): Promise<T> =>
  Promise.race([work, new Promise<T>((_, reject) => { window.setTimeout(() => reject(new Unreachable()), ms); })]);

const LATER = new Set([429, 500, 502, 503, 504]);
const PATIENCE = 45_000;

export interface Asked { method: string; body?: BodyInit; headers?: Record<string, string>; passing?: number[] }

export async function ask(address: string, person: string, asked: Asked): Promise<Response> {
  const answer = await reached(address, person, asked);
  if (answer.ok && !answer.redirected) return answer;
  if (asked.passing?.includes(answer.status)) return answer;
  if (answer.redirected || answer.status === 401) throw new SignedOut();
  if (LATER.has(answer.status)) throw new Busy();
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string; record?: string; theirs?: Record<string, string> };
  if (said.code === "someone_else") throw new SomeoneElse();
  if (answer.status === 403 && (!said.code || said.code === "csrf")) throw new SignedOut();
  throw new Refusal(said.code ?? String(answer.status), said.message ?? String(answer.status), said.record, said.theirs);
}

async function reached(address: string, person: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Shian-Person": person, "X-Shian-Clock": new Date().toISOString(), ...asked.headers,
  };
  try {
    return await within(fetch(address, { method: asked.method, body: asked.body, headers, credentials: "same-origin", cache: "no-store" }), PATIENCE);
  } catch {
    throw new Unreachable();
  }
}
