// The phone without a network: whose phone it is now, what waits, what page can be shown, and leaving without losing anything.
import { begun, Drafts, type Place } from "./drafts";
import { newId } from "./ids";
import { keepDay, keptAt, keptPage, showPage } from "./kept";
import { fresh, Outbox, signedIn, signIn, signOut } from "./outbox";
import { openDay } from "./day";
import { itemOf } from "./keeping";
import { locate } from "./locate";
import { sentBy } from "./old";
import { OutboxList } from "./outbox_page";
import { openStore, type Store } from "./store";
import { strip } from "./strip";
import type { Settings } from "./submission";
import { VisitPage } from "./visit_page";
import { make, say } from "./words";

const DAY = "/field/day";
const PROBE = 4_000;
const LEAVING = "shian.leaving";

export async function startField(): Promise<void> {
  const person = document.body.dataset.person || (document.body.dataset.unreached !== undefined ? signedIn() : "");
  if (!person) return;
  if (document.body.dataset.person) signIn(person);
  const store = await openStore(person);
  await new Field(person, store, new Outbox(person, store)).start();
}

class Field {
  private waiting = 0;
  private away = document.body.dataset.unreached !== undefined; // this page came from the phone, not from the server
  private at = window.location.pathname;

  constructor(private readonly person: string, private readonly store: Store, private readonly outbox: Outbox) {}

  private get words(): HTMLElement | null { return document.getElementById("field-words"); }

  async start(): Promise<void> {
    if (!this.away) this.wake();
    this.outbox.onChange(() => { void this.mark(); });
    this.outbox.onReceived(() => { this.away = false; this.bar(); });
    await this.mark();
    this.listen();
    if (this.away && !(await this.show(window.location.pathname))) this.wake();
    this.bar();
    if (this.store.lasting) void navigator.storage?.persist?.();
    await this.outbox.send();
    if (!this.away && this.store.lasting) await keepDay(this.person, this.store, DAY).then(() => { document.body.dataset.kept = ""; }, () => undefined); // a full phone, or no network: the last one stays
  }

  // Before a kept page is shown, and when it is known what waits: whoever is quick would send a form into a dead network.
  private listen(): void {
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event), true);
    // A jump within the page (#main) is said in the same way, and leaves no page.
    window.addEventListener("popstate", () => { if (window.location.pathname !== this.at) void this.show(window.location.pathname); });
    window.addEventListener("online", () => { void this.back(); });
    window.addEventListener("offline", () => this.bar());
  }

  // What a page needs, whether it came from the server or from the phone.
  private wake(): void {
    this.visit(document.querySelector<HTMLFormElement>("#visit"));
    const cannot = document.querySelector<HTMLFormElement>("form[data-locate]");
    if (cannot && this.away) locate(cannot);
    const day = document.querySelector<HTMLFormElement>("form[data-day]");
    if (day && this.away) openDay(day);
    const list = document.querySelector<HTMLElement>("[data-outbox-list]");
    if (list) new OutboxList(list, this.outbox);
  }

  // The form as it came is kept aside: where another tab has gone on, it is begun anew from that, without asking anybody.
  private visit(form: HTMLFormElement | null): void {
    const told = document.getElementById("visit-settings")?.textContent;
    if (!told || !form) return;
    const settings = JSON.parse(told) as Settings, pristine = form.cloneNode(true) as HTMLFormElement;
    const anew = (): void => { form.replaceWith(pristine); this.visit(pristine); };
    new VisitPage(form, settings, new Drafts(this.person, settings.task ?? settings.business), this.outbox, anew).start();
  }

  // --- pages without a network ---

  private async show(path: string): Promise<boolean> {
    const page = await keptPage(this.store, path);
    if (!page) { this.flash(say(this.words, "noPage"), "soon"); return false; }
    this.away = true;
    showPage(page);
    this.at = path;
    if (window.location.pathname !== path) history.pushState(null, "", path);
    this.wake();
    this.bar();
    await this.mark();
    return true;
  }

  // Where a service worker stands behind the page, the browser goes by itself; without one a page that is left is lost, so we look first.
  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || link.target || link.origin !== window.location.origin) return;
    const unsafe = navigator.onLine === false || !navigator.serviceWorker?.controller;
    if (!unsafe || link.pathname.startsWith("/login")) return;
    event.preventDefault();
    void this.go(link.href, link.pathname);
  }

  private async go(href: string, path: string): Promise<void> {
    if (navigator.onLine !== false && (await reachable())) { window.location.assign(href); return; }
    await this.show(path);
  }

  private submitted(event: Event): void {
    const form = event.target as HTMLFormElement;
    if (form.matches('form[action="/logout"]')) return this.leave(event, form);
    const path = new URL(form.action, window.location.href).pathname;
    if (form.matches("form[data-locate]") && (this.away || navigator.onLine === false)) return this.couldNot(event, form, path);
    if (form.matches("form[data-keep]") && this.store.lasting) return this.keep(event, form);
    if (form.method === "get" && (this.away || navigator.onLine === false)) {
      event.preventDefault();
      if (form.id === "duties" && form.querySelector("input:not(:checked)")) { this.flash(say(this.words, "allTogether"), "soon"); return; }
      void this.go(form.action, path);
    }
  }

  // A form that can wait: sent as ever where the server is there, else put into the outbox. A browser that sends a form into
  // a dead network shows its own page of regret, and what was typed is gone.
  private keep(event: Event, form: HTMLFormElement): void {
    const button = sentBy(event), grave = button?.dataset.confirm !== undefined && form.dataset.sure !== "yes";
    if (form.dataset.reached === "yes" || (grave && document.querySelector("#confirm"))) { delete form.dataset.reached; return; } // app.ts asks, and sends it again
    event.preventDefault();
    event.stopPropagation();
    if (grave && !window.confirm(button?.dataset.confirm ?? "")) return; // the page that came from the phone has no dialog of ours
    void this.kept(form, button);
  }

  private async kept(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    if (!this.away && navigator.onLine !== false && (await reachable())) {
      form.dataset.reached = "yes";
      return form.requestSubmit(button as HTMLButtonElement | null);
    }
    delete form.dataset.sure;
    try {
      await this.outbox.add(await itemOf(form, button, this.store));
    } catch {
      return this.flash(say(this.words, "full"), "late");
    }
    void this.outbox.send();
    if (!(await this.show("/outbox"))) this.flash(say(this.words, "queued"), "done");
  }

  // Nobody there, said without a network: which, once more whether it is so, and into the outbox.
  private couldNot(event: Event, form: HTMLFormElement, path: string): void {
    event.preventDefault();
    event.stopPropagation();
    const button = sentBy(event) as HTMLButtonElement | null;
    const chosen = form.querySelector<HTMLInputElement>("input[name=outcome]");
    const outcome = chosen?.value ?? button?.value ?? "";
    const word = button?.querySelector("b")?.textContent ?? form.querySelector(".greet")?.textContent ?? "";
    const name = form.querySelector(".quiet")?.textContent ?? "";
    if (!outcome || !window.confirm(`${name}\n${word}？`)) return;
    const value = (field: string): string => (form.elements.namedItem(field) as HTMLInputElement | null)?.value ?? "";
    const place: Place | null = value("lat") ? { lat: Number(value("lat")), lon: Number(value("lon")), accuracy: Number(value("accuracy")), datum: "wgs84" } : null;
    const tasks = [...form.querySelectorAll<HTMLInputElement>("input[name=tasks]")].map((input) => input.value);
    const id = newId(), task = path.split("/")[2] ?? "";
    const told = { id, outcome, tasks, note: value("note"), place, finished_at: new Date().toISOString() };
    void this.outbox.add(fresh({ id, task, name, address: path, evidence: "", business: "", away: told, awayWords: word })).then(() => {
      void this.outbox.send();
      return this.show("/outbox");
    });
  }

  // The net is back: what stands here is still the kept page, but it may be left as any other.
  private async back(): Promise<void> {
    if (this.away && (await reachable())) this.away = false;
    this.bar();
  }

  // --- leaving ---

  private leave(event: Event, form: HTMLFormElement): void {
    const gone = navigator.onLine === false || this.away;
    if (this.waiting && form.dataset.sure !== "yes") {
      form.dataset.confirm = say(this.words, "leave", { n: this.waiting });
      form.dataset.confirmWord = say(this.words, "leaveWord");
      if (!gone && document.querySelector("#confirm")) return; // app.ts asks, and sends the form again with its answer
      if (!window.confirm(form.dataset.confirm)) { event.preventDefault(); event.stopPropagation(); return; }
      form.dataset.sure = "yes";
    }
    if (gone) { event.preventDefault(); event.stopPropagation(); }
    // What can be had again goes with whoever leaves; what was filled in stays under their name.
    signOut();
    void this.store.drop("kept", "day");
    if (gone) this.left();
  }

  private left(): void {
    try { localStorage.setItem(LEAVING, this.person); } catch { /* the session ends by itself after half a day */ }
    const said = say(this.words, "leftOffline");
    document.querySelector(".phone-shell")?.replaceWith(make("main", "plain-main", said));
  }

  // --- what is said at the top of each page ---

  private async mark(): Promise<void> {
    const waiting = await this.outbox.waiting();
    this.waiting = waiting.length + begun(this.person).length;
    const refused = waiting.filter((item) => item.state === "refused").length;
    const open = waiting.length - refused;
    const words = [open ? say(this.words, "waitingN", { n: open }) : "", refused ? say(this.words, "refusedN", { n: refused }) : ""].filter(Boolean).join("；");
    const line = strip("data-outbox-strip", refused ? "late" : "soon", words);
    if (line && !document.querySelector("[data-outbox-list]")) {
      const link = make("a", "push", say(this.words, "outbox"));
      link.href = "/outbox";
      line.append(link);
    }
    for (const item of await this.outbox.items()) this.badge(item.task, say(this.words, item.state), item.state === "received" ? "done" : item.state === "refused" ? "late" : "soon");
    for (const { key } of begun(this.person)) this.badge(key.split(".").pop() ?? "", say(this.words, "draft"), "info");
  }

  private badge(task: string, word: string, tone: string): void {
    const top = document.querySelector(`.task h3 a[href="/visit/${task}"]`)?.closest(".task")?.querySelector(".task-top");
    if (!top) return;
    top.querySelector("[data-mine]")?.remove();
    const badge = make("span", `badge tone-${tone}`, word);
    badge.dataset.mine = "";
    top.append(badge);
  }

  private bar(): void {
    const cut = this.away || navigator.onLine === false;
    const denied = !this.store.lasting;
    if (cut && !denied) void keptAt(this.store).then((at) => strip("data-net", "soon", at && this.away ? say(this.words, "keptAt", { at: clock(at) }) : say(this.words, "offline")));
    else if (denied) this.paper(strip("data-net", "late", say(this.words, "denied")));
    else strip("data-net", "soon", "");
  }

  private paper(line: HTMLElement | null): void {
    const told = document.getElementById("visit-settings")?.textContent;
    const start = /^\/visit\/[^/]+/.exec(window.location.pathname)?.[0];
    const href = told ? (JSON.parse(told) as Settings).paper : start ? `${start}/paper` : "";
    if (!line || !href) return;
    const link = make("a", "", say(this.words, "paper"));
    link.href = href;
    line.append(link);
  }

  private flash(sentence: string, tone: string): void { strip("data-said", tone, sentence)?.scrollIntoView?.({ block: "nearest" }); }
}

function clock(at: number): string {
  const day = new Date(at);
  return `${day.getMonth() + 1}月${day.getDate()}日 ${String(day.getHours()).padStart(2, "0")}:${String(day.getMinutes()).padStart(2, "0")}`;
}

async function reachable(): Promise<boolean> {
  const asked = fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
  return Promise.race([asked, new Promise<boolean>((resolve) => { window.setTimeout(() => resolve(false), PROBE); })]);
}
