// The day's pages as the phone keeps them, and showing one in the document that is open: no network is needed for that.
import { ask } from "./asking";
import type { Row, Store } from "./store";

interface Page { title: string; html: string }
interface Day extends Row { tag: string; at: number; language: string; pages: Record<string, Page> }

const AGE = 3 * 60_000;

export async function keepDay(person: string, store: Store, address: string, soon = false): Promise<void> {
  const before = await store.get<Day>("kept", "day");
  if (before && !soon && Math.abs(Date.now() - before.at) < AGE && before.language === document.documentElement.lang) return;
  const headers: Record<string, string> = before ? { "If-None-Match": before.tag } : {};
  const answer = await ask(address, person, { method: "GET", headers, passing: [304] });
  if (answer.status === 304 && before) return store.put("kept", { ...before, at: Date.now() } as Day);
  const told = (await answer.json()) as { pages: Record<string, Page> };
  const day: Day = { id: "day", tag: answer.headers.get("ETag") ?? "", at: Date.now(), language: document.documentElement.lang, pages: told.pages };
  await store.put("kept", day);
}

export async function keptAt(store: Store): Promise<number> { return (await store.get<Day>("kept", "day"))?.at ?? 0; }

export async function keptPage(store: Store, path: string): Promise<Page | undefined> {
  const day = await store.get<Day>("kept", "day");
  return day?.pages[path === "/" ? "/today" : path];
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
