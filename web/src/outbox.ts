// The outbox: what was filled in waits here, is sent by one tab at a time, and goes only when the server has said that it has it.
import { ask, Busy, Refusal, SignedOut, SomeoneElse, Unreachable } from "./asking";
import type { Draft, Place } from "./drafts";
import { alone } from "./lease";
import type { Line } from "./mine";
import { deliver } from "./photos";
import type { Store } from "./store";
import { named, photosOf, type Told } from "./submission";

export type State = "waiting" | "sending" | "received" | "refused";
export type Why = "" | "network" | "busy" | "signedOut" | "someoneElse";
export interface Away { id: string; outcome: string; tasks: string[]; note: string; place: Place | null; finished_at?: string }
export interface Plain { fields: [string, string][]; photos: { name: string; key: string }[] }

export interface Item {
  id: string; task: string; name: string; address: string; evidence: string; business: string; filledAt: string;
  state: State; why: Why; message: string; tries: number; next: number; photosDone: number; photosAll: number;
  told?: Told; away?: Away; form?: Plain; mine?: Line[]; code?: string; theirs?: Record<string, string>; awayWords?: string; draft?: Draft; draftKey?: string;
  receipt?: string; record?: string; said?: string[]; receivedAt?: number;
}

const SHOWN = 7 * 86_400_000; // a receipt stands in the list for a week
const BACKOFF = [2_000, 5_000, 15_000, 60_000, 300_000];
const CHANGED = "shian.outbox.changed";

const photosIn = (item: Item): string[] => (item.told ? photosOf(item.told) : item.form?.photos.map((photo) => photo.key) ?? []);

export const fresh = (one: Pick<Item, "id" | "task" | "name" | "address" | "evidence" | "business"> & Partial<Item>): Item => ({
  filledAt: new Date().toISOString(), state: "waiting", why: "", message: "", tries: 0, next: 0, photosDone: 0,
  photosAll: one.told ? photosOf(one.told).length : 0, ...one,
});

export class Outbox {
  private readonly listeners: (() => void)[] = [];
  private readonly arrived: (() => void)[] = [];
  private timer = 0;
  private running = false;
  private readonly hurried = new Set<string>(); // their wait is over. Not written down: what was read may be on its way, or there, by now

  constructor(readonly person: string, readonly store: Store) {
    window.addEventListener("online", () => { void this.retry(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) void this.send(); });
    window.addEventListener("storage", (event) => { if (event.key === CHANGED) this.tell(); });
  }

  onReceived(listener: () => void): void { this.arrived.push(listener); }
  onChange(listener: () => void): void { this.listeners.push(listener); }

  async items(): Promise<Item[]> {
    const all = await this.store.all<Item>("outbox");
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async waiting(): Promise<Item[]> { return (await this.items()).filter((item) => item.state !== "received"); }

  // What becomes of one of them: received, refused, why it waits; nothing where nobody has said so after a while.
  outcome(id: string, patience: number): Promise<Item | undefined> {
    return new Promise((resolve) => {
      const look = (): void => {
        void this.items().then((items) => {
          const found = items.find((item) => item.id === id);
          if (!found || found.state === "received" || found.state === "refused" || found.why) resolve(found);
        });
      };
      this.onChange(look);
      window.setTimeout(() => resolve(undefined), patience);
    });
  }

  // False where it lies here already: another tab was first, and it is one and the same.
  async add(item: Item): Promise<boolean> {
    const added = await this.store.add("outbox", item);
    this.changed();
    return added;
  }

  async drop(item: Item): Promise<void> {
    await this.store.drop("outbox", item.id);
    for (const key of photosIn(item)) await this.store.drop("photos", key);
    this.changed();
  }

  // Taken out to be changed: its photos stay, for the draft still names them.
  async takeBack(item: Item): Promise<void> {
    await this.store.drop("outbox", item.id);
    this.changed();
  }

  // Now, whatever was waited for: the net is back, or somebody pressed.
  async retry(): Promise<void> {
    for (const item of await this.items()) if (item.state === "waiting") this.hurried.add(item.id);
    await this.send();
  }

  async send(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await alone(`shian-outbox-${this.person}`, () => this.empty());
    } catch { /* what could not be written down is tried again: nothing was taken out */ } finally {
      this.running = false;
      await this.later();
    }
  }

  private async empty(): Promise<void> {
    await this.forgetOld();
    for (const item of await this.items()) {
      if (!this.due(item)) continue;
      this.hurried.delete(item.id);
      if (!(await this.one(item))) return;
    }
  }

  private due(item: Item): boolean {
    return item.state === "sending" || (item.state === "waiting" && (this.hurried.has(item.id) || overdue(item.next)));
  }

  // Whether to go on with the next: not where this one failed for a reason that the next one shares.
  private async one(item: Item): Promise<boolean> {
    const held = this.held();
    if (held) { await this.set(item, { state: "waiting", why: held, next: this.pause(item) }); return false; }
    await this.set(item, { state: "sending", why: "" });
    try {
      await this.handOver(item);
      return true;
    } catch (error) {
      return this.failed(item, error);
    }
  }

  private held(): Why {
    if (signedIn() !== this.person) return "someoneElse";
    return navigator.onLine === false ? "network" : "";
  }

  private async handOver(item: Item): Promise<void> {
    const evidence = new Map<string, string>();
    const post = { evidence: item.evidence, business: item.business, person: this.person };
    for (const key of photosIn(item)) {
      evidence.set(key, await deliver(key, post, this.store));
      await this.set(item, { photosDone: evidence.size });
    }
    const answer = await ask(item.address, this.person, { method: "POST", ...sentAs(item, evidence) });
    const verdict = (await answer.json()) as { ok?: boolean; receipt?: string; said?: string[] };
    if (!verdict.ok) throw new Busy(); // an answer that is none: nothing is taken for received
    await this.received(item, verdict.receipt ?? "", verdict.said ?? []);
  }

  // Received: only now does what was filled in go from the phone.
  private async received(item: Item, receipt: string, said: string[]): Promise<void> {
    const { told: _told, away: _away, draft: _draft, form: _form, mine: _mine, ...rest } = item, photos = photosIn(item);
    Object.assign(item, { state: "received", receipt, said, receivedAt: Date.now() });
    await this.store.put("outbox", { ...rest, state: "received", why: "", message: "", receipt, said, receivedAt: Date.now() });
    for (const key of photos) await this.store.drop("photos", key);
    this.changed();
    for (const listener of this.arrived) listener();
  }

  private async failed(item: Item, error: unknown): Promise<boolean> {
    if (error instanceof Refusal) {
      await this.set(item, { state: "refused", message: error.message, code: error.code, record: error.record || undefined, theirs: error.theirs });
      return true;
    }
    const lost = error instanceof Error && error.message === "lost";
    if (lost) { await this.set(item, { state: "refused", message: "photoLost" }); return true; }
    const why: Why = error instanceof SignedOut ? "signedOut" : error instanceof SomeoneElse ? "someoneElse" : error instanceof Unreachable ? "network" : "busy";
    await this.set(item, { state: "waiting", why, tries: item.tries + 1, next: this.pause(item) });
    return false;
  }

  private pause(item: Item): number {
    const ms = BACKOFF[Math.min(item.tries, BACKOFF.length - 1)] ?? 300_000;
    return Date.now() + ms * (0.75 + Math.random() / 2); // a village whose net comes back does not knock all at once
  }

  private async set(item: Item, change: Partial<Item>): Promise<void> {
    Object.assign(item, change);
    await this.store.put("outbox", item);
    this.changed();
  }

  private async forgetOld(): Promise<void> {
    for (const item of await this.items())
      if (item.state === "received" && (item.receivedAt ?? 0) < Date.now() - SHOWN) await this.store.drop("outbox", item.id);
  }

  private async later(): Promise<void> {
    window.clearTimeout(this.timer);
    const waiting = (await this.items()).filter((item) => item.state === "waiting" || item.state === "sending");
    if (!waiting.length) return;
    const next = Math.min(...waiting.map((item) => (this.due(item) ? 0 : item.next))) - Date.now();
    this.timer = window.setTimeout(() => { void this.send(); }, Math.max(1_500, next));
  }

  private changed(): void {
    try { localStorage.setItem(CHANGED, String(Date.now() + Math.random())); } catch { /* other tabs look when they are looked at */ }
    this.tell();
  }

  private tell(): void { for (const listener of this.listeners) listener(); }
}

function sentAs(item: Item, evidence: Map<string, string>): { body: string; headers: Record<string, string> } {
  if (!item.form) return { body: JSON.stringify(item.told ? named(item.told, evidence) : item.away), headers: { "Content-Type": "application/json" } };
  const fields = [...item.form.fields, ...item.form.photos.map((photo): [string, string] => [photo.name, evidence.get(photo.key) ?? ""])];
  const body = fields.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return { body, headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Shian-Item": item.id, "X-Shian-Done": item.filledAt } };
}

// A clock that was set back leaves waits of a year behind: no wait of ours is longer than an hour.
const overdue = (next: number): boolean => next <= Date.now() || next > Date.now() + 3_600_000;

// Who is signed in on this phone as far as it knows; another tab may have changed it.
const WHO = "shian.who";
export function signedIn(): string { try { return localStorage.getItem(WHO) ?? document.body.dataset.person ?? ""; } catch { return document.body.dataset.person ?? ""; } }
export function signIn(person: string): void { try { localStorage.setItem(WHO, person); } catch { /* storage denied */ } }
export function signOut(): void { try { localStorage.removeItem(WHO); } catch { /* storage denied */ } }
