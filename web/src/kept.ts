// The day's pages as the phone keeps them, and showing one in the document that is open: no network is needed for that.
import { ask } from "./asking";
import type { Row, Store } from "./store";

interface Page { title: string; html: string }
interface Day extends Row { tag: string; also?: Record<string, Day>; at: number; language: string; pages: Record<string, Page> }

interface Told { pages: Record<string, Page>; also?: string[] }

const AGE = 3 * 60_000;
const LONGEST = 7 * 86_400_000; // a page kept longer than this is shown no more; it can be had again, so a clock that jumps costs nothing

export async function keepDay(person: string, store: Store, address: string, soon = false): Promise<void> {
  const before = await store.get<Day>("kept", "day");
  if (before && !soon && Math.abs(Date.now() - before.at) < AGE && before.language === document.documentElement.lang) return;
  const { day, also } = await brought(person, address, before);
  const more: Record<string, Day> = {};
  for (const other of also ?? Object.keys(before?.also ?? {})) more[other] = (await brought(person, other, before?.also?.[other])).day;
  await store.put("kept", { ...day, also: more } as Day);
}

// One answer of pages; where nothing has changed, the ones that are there.
async function brought(person: string, address: string, before?: Day): Promise<{ day: Day; also?: string[] }> {
  const headers: Record<string, string> = before ? { "If-None-Match": before.tag } : {};
  const answer = await ask(address, person, { method: "GET", headers, passing: [304] });
  if (answer.status === 304 && before) return { day: { ...before, at: Date.now() } };
  const told = (await answer.json()) as Told;
  return { day: { id: "day", tag: answer.headers.get("ETag") ?? "", at: Date.now(), language: document.documentElement.lang, pages: told.pages }, also: told.also ?? [] };
}

export async function keptAt(store: Store): Promise<number> { return (await store.get<Day>("kept", "day"))?.at ?? 0; }

export async function keptPage(store: Store, path: string): Promise<Page | undefined> {
  const day = await store.get<Day>("kept", "day"), wanted = path === "/" ? "/today" : path;
  if (!day) return undefined;
  if (Math.abs(Date.now() - day.at) > LONGEST) { await store.drop("kept", "day"); return undefined; }
  return day.pages[wanted] ?? Object.values(day.also ?? {}).map((one) => one.pages[wanted]).find(Boolean);
}

// The page takes the place of the one that stands there. It was drawn by our own server and kept by us: it is not written by anybody else.
export function showPage(page: Page): void {
  const made = new DOMParser().parseFromString(page.html, "text/html").querySelector(".phone-shell");
  const old = document.querySelector(".phone-shell, .plain");
  if (!made || !old) return;
  old.replaceWith(document.importNode(made, true));
  for (const left of document.querySelectorAll("body > [id='visit-settings'], body > [id='visit-words']")) left.remove();
  document.documentElement.classList.add("phone");
  document.title = `${page.title} · ${document.title.split(" · ").pop() ?? ""}`;
  window.scrollTo(0, 0);
}
