// One item per screen-height, then a last look, then one tap.
import { complainIn, offerIn, troubleWords, typedIn, typeInto } from "./asked";
import { STILL, type Answer, type Disposition, type Draft, type Drafts, type ItemDraft } from "./drafts";
import { Forms, isValue, verdictOf, type Said } from "./form";
import { newId } from "./ids";
import { linesOf } from "./mine";
import { fresh, type Item, type Outbox } from "./outbox";
import { GONE, reopened } from "./outbox_page";
import { Pad } from "./pad";
import { keptDrawing, type Post } from "./photos";
import { Snaps } from "./snaps";
import { Full } from "./store";
import { strip } from "./strip";
import { dotsOf, wayBack, wayTo } from "./steps";
import { compose, endingIn, secondsIn, type Settings } from "./submission";
import { make, say } from "./words";

const PATIENCE = 20_000; // how long somebody looks at the page for a receipt before the outbox has it alone

export class VisitPage {
  private readonly words = document.querySelector<HTMLElement>("#visit-words");
  private readonly field = document.getElementById("field-words");
  private readonly every: HTMLElement[];
  private items: HTMLElement[];
  private readonly review: HTMLElement;
  private readonly draft: Draft;
  private readonly post: Post;
  private readonly forms: Forms;
  private readonly pad: Pad | null;
  private busy = false;
  private asided = false; // a question that changed is answered beside the way: then straight back to the last look

  constructor(private readonly form: HTMLFormElement, private readonly settings: Settings, private readonly drafts: Drafts,
              private readonly outbox: Outbox, private readonly anew: () => void) {
    this.every = [...form.querySelectorAll<HTMLElement>("[data-item]")];
    this.items = this.every;
    this.forms = new Forms(settings.forms ?? []);
    this.review = this.one("[data-review]") as HTMLElement;
    this.draft = drafts.load(this.value("started_at"));
    this.draft.id = this.draft.id || newId();
    this.draft.name = settings.name;
    this.draft.address = settings.submit;
    this.post = { evidence: settings.evidence, business: settings.business, person: outbox.person };
    const canvas = form.querySelector<HTMLCanvasElement>("[data-pad]");
    this.pad = canvas ? new Pad(canvas, () => undefined) : null;
  }

  start(): void {
    this.merge();
    this.every.forEach((item) => this.open(item));
    this.ask();
    for (const button of this.form.querySelectorAll<HTMLElement>("[data-changed]")) button.addEventListener("click", () => this.changed(button.dataset.changed ?? ""));
    this.one("[data-next]")?.addEventListener("click", () => this.onwards());
    this.one("[data-previous]")?.addEventListener("click", () => this.go(this.draft.at - 1));
    this.one("[data-pad-clear]")?.addEventListener("click", () => this.pad?.clear());
    for (const mode of this.form.querySelectorAll<HTMLInputElement>("input[name=mode]")) {
      mode.checked = mode.value === this.draft.mode || (mode.checked && !this.draft.mode);
      mode.addEventListener("change", () => { this.draft.mode = mode.value; this.save(); });
    }
    for (const select of secondsIn(this.form)) {
      select.value = this.draft.seconds?.[select.name] ?? select.value;
      select.addEventListener("change", () => { (this.draft.seconds ??= {})[select.name] = select.value; this.save(); });
    }
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.submit(); });
    window.addEventListener("storage", (event) => { if (event.key === this.drafts.key && document.contains(this.form)) this.elsewhere(event.newValue); });
    this.locate();
    this.go(this.draft.at, false);
    void this.already();
  }

  // A list that was changed since the draft was begun: the same question keeps its answer, by its code; the new ones are asked.
  private merge(): void {
    const before = this.draft.lists, now = this.settings.lists;
    this.draft.lists = now;
    if (!before || JSON.stringify(before) === JSON.stringify(now)) return;
    const codes = this.every.map((item) => item.dataset.item ?? "");
    const kept = codes.filter((code) => this.draft.items[code]?.answer).length;
    strip("data-said", "soon", say(this.field, "newerList", { kept, fresh: codes.length - kept }));
  }

  // Another tab went on with the same visit: this one shows what is newest, and sends nothing a second time.
  private elsewhere(newest: string | null): void {
    if (this.busy) return;
    if (newest === null) { void this.already(); return; }
    const theirs = JSON.parse(newest) as Draft;
    this.draft.place = theirs.place ?? this.draft.place;
    if (JSON.stringify(theirs.items) !== JSON.stringify(this.draft.items)) this.anew();
  }

  // What lies in the outbox is no draft any more.
  private async already(): Promise<void> {
    const items = await this.outbox.items();
    const mine = items.find((item) => item.id === this.draft.id);
    if (mine && this.drafts.kept()?.id === mine.id) this.drafts.drop();
    const there = mine ?? items.find((item) => item.task === this.settings.task && item.state !== "received");
    if (!there) return;
    strip("data-said", "soon", say(this.field, "handedElsewhere"))?.append(wayTo("/outbox", say(this.field, "outbox")));
    const button = this.one<HTMLButtonElement>("[data-submit]");
    if (button && mine) button.disabled = true;
  }

  private one<T extends HTMLElement = HTMLElement>(selector: string): T | null { return this.form.querySelector<T>(selector); }
  private value(name: string): string { return this.one<HTMLInputElement>(`[name="${name}"]`)?.value ?? ""; }
  private code(at: number): string { return this.items[at]?.dataset.item ?? ""; }
  private item(code: string): ItemDraft { return (this.draft.items[code] ??= { note: "", photos: [] }); }

  // An answer that stands is no step of its own: it is shown at the end, and becomes one where it is said to have changed.
  private step(): void {
    const asks = this.forms.asks(this.said()), stands = (code: string): boolean => asks(code) && this.item(code).answer === STILL;
    this.items = this.every.filter((item) => asks(item.dataset.item ?? "") && !stands(item.dataset.item ?? ""));
    const rows = [...this.form.querySelectorAll<HTMLElement>("[data-kept-row]")];
    for (const row of rows) row.hidden = !stands(row.dataset.keptRow ?? "");
    const kept = this.one("[data-kept]");
    if (kept) kept.hidden = rows.every((row) => row.hidden);
  }

  // The answers as the rules of a form see them: what stands as it was is in order.
  private said(): Record<string, Said> {
    const read = ([code, one]: [string, ItemDraft]): [string, Said] =>
      [code, { word: one.answer === STILL ? "conform" : one.answer ?? "", note: one.note, photos: one.photos.length }];
    return Object.fromEntries(Object.entries(this.draft.items).map(read));
  }

  // After an answer: which questions are asked now, which choices stand, what is wrong. Whoever looks stays where they are.
  private ask(): void {
    const here = this.items[this.draft.at], last = this.draft.at >= this.items.length;
    for (const item of this.every) {
      const code = item.dataset.item ?? "";
      if (offerIn(item, this.forms.offered(code, this.said()))) this.typed(item);
    }
    this.step();
    const at = here ? this.items.indexOf(here) : -1;
    if (last) this.draft.at = this.items.length;
    else if (at >= 0) this.draft.at = at;
    const said = this.said();
    for (const item of this.items) complainIn(item, troubleWords(this.field, this.forms, item.dataset.item ?? "", said));
  }

  // A value is its own answer; what it says of the place follows from what was chosen.
  private typed(element: HTMLElement): void {
    const code = element.dataset.item ?? "", question = this.forms.question(code), mine = this.item(code);
    if (!question || !isValue(question)) return;
    if (question.kind !== "photo") mine.note = typedIn(element);
    const given = question.kind === "photo" ? mine.photos.length > 0 : mine.note !== "";
    if (given) mine.answer = verdictOf(question, mine.note) as Answer;
    else delete mine.answer;
    element.classList.toggle("is-fail", mine.answer === "fail");
  }

  private changedValue(element: HTMLElement): void {
    this.typed(element);
    this.ask();
    this.save();
    this.dots();
    this.invite();
  }

  // What has to be answered and is not: everything of the law, and what a form calls required.
  private lacks(item: HTMLElement): boolean {
    const code = item.dataset.item ?? "", question = this.forms.question(code);
    return !this.item(code).answer && (question ? question.required && item.dataset.kind !== "note" : true);
  }

  private changed(code: string): void {
    delete this.item(code).answer;
    this.ask();
    const element = this.every.find((item) => item.dataset.item === code);
    for (const input of element?.querySelectorAll<HTMLInputElement>(`input[name="answer-${code}"]`) ?? []) input.checked = false;
    this.step();
    this.asided = true;
    this.go(this.items.findIndex((item) => item.dataset.item === code));
  }

  private open(element: HTMLElement): void {
    const code = element.dataset.item ?? "";
    const mine = this.item(code);
    for (const input of element.querySelectorAll<HTMLInputElement>(`input[name="answer-${code}"]`)) {
      if (mine.answer) input.checked = input.value === mine.answer;
      else if (input.checked) mine.answer = input.value as Answer;
      input.addEventListener("change", () => this.answered(element, input.value as Answer));
    }
    for (const label of element.querySelectorAll<HTMLElement>(".answer")) label.addEventListener("click", () => this.tapped(element, label));
    for (const input of element.querySelectorAll<HTMLInputElement>(`input[name="disposition-${code}"]`)) {
      input.checked = input.value === mine.disposition;
      input.addEventListener("change", () => { mine.disposition = input.value as Disposition; this.save(); });
    }
    if (mine.note) typeInto(element, mine.note);
    else this.typed(element);
    for (const input of element.querySelectorAll<HTMLInputElement>(`[name="value-${code}"]`))
      input.addEventListener(input.type === "radio" || input.type === "checkbox" ? "change" : "input", () => this.changedValue(element));
    const note = element.querySelector<HTMLTextAreaElement>(`textarea[name="note-${code}"]`);
    if (note) {
      note.value = mine.note;
      note.addEventListener("input", () => { mine.note = note.value; this.save(); });
      for (const chip of element.querySelectorAll<HTMLButtonElement>("[data-phrase]"))
        chip.addEventListener("click", () => { note.value = [note.value, chip.textContent].filter(Boolean).join("；"); note.dispatchEvent(new Event("input")); });
    }
    const strip = element.querySelector<HTMLElement>("[data-snap]");
    if (strip) new Snaps(strip, mine, this.post, this.outbox.store, this.words, () => this.draft.place, () => this.changedValue(element));
    element.classList.toggle("is-fail", mine.answer === "fail");
  }

  private answered(element: HTMLElement, answer: Answer): void {
    this.item(element.dataset.item ?? "").answer = answer;
    element.classList.toggle("is-fail", answer === "fail");
    if (answer !== STILL) this.ask();
    this.save();
    if (answer === STILL) return this.stays();
    this.dots();
    this.invite();
  }

  // Said to be as it was after all: the step goes, and the next one comes into its place.
  private stays(): void {
    this.ask();
    this.go(this.asided ? this.items.length : this.draft.at);
    this.asided = false;
  }

  // A tap on a good answer moves on by itself; a bad one waits for its photo and its words, and so do the arrow keys.
  private tapped(element: HTMLElement, label: HTMLElement): void {
    if (label.classList.contains("answer-fail") || label.classList.contains("answer-still") || element.dataset.always !== undefined) return;
    const at = this.items.indexOf(element);
    window.setTimeout(() => { if (this.draft.at === at) this.onwards(); }, 260);
  }

  private onwards(): void {
    this.go(this.asided ? this.items.length : this.draft.at + 1);
    this.asided = false;
  }

  private go(to: number, move = true): void {
    this.draft.at = Math.max(0, Math.min(to, this.items.length));
    const last = this.draft.at === this.items.length;
    this.every.forEach((item) => item.classList.toggle("is-current", item === this.items[this.draft.at]));
    this.review.classList.toggle("is-current", last);
    const next = this.one("[data-next]");
    if (next) { next.hidden = last; next.textContent = say(this.words, this.draft.at === this.items.length - 1 ? "toReview" : "next"); }
    this.invite();
    const previous = this.one<HTMLButtonElement>("[data-previous]");
    if (previous) previous.disabled = this.draft.at === 0;
    this.dots();
    if (last) this.look();
    if (!move) return;
    this.save();
    window.scrollTo({ top: 0 });
    (last ? this.review : this.items[this.draft.at])?.focus({ preventScroll: true });
  }

  // The way on calls only once there is an answer: until then the three answers are what counts.
  private invite(): void {
    const here = this.items[this.draft.at], answered = !here || !this.lacks(here);
    this.one("[data-next]")?.classList.toggle("button-primary", answered);
  }

  // What an answer comes to: a value that says neither good nor bad is given, and is not "not applicable".
  private word(at: number): string | undefined {
    const answer = this.item(this.code(at)).answer, question = this.forms.question(this.code(at));
    return question && isValue(question) && answer === "not_applicable" ? "given" : answer;
  }

  private dots(): void {
    const place = this.one("[data-dots]");
    if (!place) return;
    place.replaceChildren(...dotsOf(this.items.map((_, at) => this.word(at)), this.draft.at, this.words, (at) => this.go(at)));
    const words = this.one("[data-at]");
    if (words) words.textContent = this.draft.at === this.items.length ? say(this.words, "review") : say(this.words, "at", { n: this.draft.at + 1, all: this.items.length });
  }

  private look(): void {
    this.pad?.fit();
    const answers = this.items.map((_, at) => this.word(at));
    for (const box of this.form.querySelectorAll<HTMLElement>("[data-tally]"))
      box.textContent = String(answers.filter((answer) => answer === box.dataset.tally).length);
    const open = this.items.findIndex((item) => this.lacks(item));
    const left = this.items.filter((item) => this.lacks(item)).length;
    const note = this.one("[data-open-items]");
    if (note) {
      const words = make(left ? "button" : "p", left ? "button button-plain" : "hint", left ? say(this.words, "open", { n: left }) : say(this.words, "allAnswered"));
      if (words instanceof HTMLButtonElement) { words.type = "button"; words.addEventListener("click", () => this.go(open)); }
      note.replaceChildren(words);
    }
    const failed = (at: number): HTMLElement => wayBack(this.items[at]?.querySelector(".item-text")?.textContent ?? "", () => this.go(at));
    this.one("[data-fails]")?.replaceChildren(...answers.flatMap((answer, at) => (answer === "fail" ? [failed(at)] : [])));
  }

  private locate(): void {
    const words = this.one("[data-place-words]");
    const tell = (sentence: string): void => { if (words) words.textContent = sentence; };
    if (!("geolocation" in navigator)) return tell(say(this.words, "placeDenied"));
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      this.draft.place = { lat: coords.latitude, lon: coords.longitude, accuracy: Math.round(coords.accuracy), datum: "wgs84" };
      tell(say(this.words, "place", { n: this.draft.place.accuracy }));
      this.save();
    }, () => tell(say(this.words, "placeDenied")), { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 });
  }

  private save(): void {
    const mark = document.querySelector("[data-saved]");
    const saved = this.drafts.save(this.draft);
    if (mark) mark.textContent = saved ? say(this.words, "saved") : "";
    if (!saved) this.tell(say(this.field, this.outbox.store.lasting ? "full" : "deniedShort"), "late");
  }

  // What the server would refuse is said before it is sent.
  private lacking(): { sentence: string; at: number } | null {
    const open = this.items.findIndex((item) => this.lacks(item));
    if (open >= 0) return { sentence: say(this.words, "open", { n: this.items.filter((item) => this.lacks(item)).length }), at: open };
    const said = this.said(), wrong = this.items.findIndex((item) => troubleWords(this.field, this.forms, item.dataset.item ?? "", said));
    if (wrong >= 0) return { sentence: `${this.items[wrong]?.querySelector(".item-text")?.textContent?.trim() ?? ""}：${troubleWords(this.field, this.forms, this.code(wrong), said)}`, at: wrong };
    const undecided = this.items.findIndex((item, at) => this.item(this.code(at)).answer === "fail" && !this.item(this.code(at)).disposition && item.querySelector("[name^=disposition-]"));
    if (undecided >= 0) return { sentence: say(this.words, "needDisposition", { item: this.items[undecided]?.querySelector(".item-text")?.textContent ?? "" }), at: undecided };
    if (secondsIn(this.form).some((select) => !select.value)) return { sentence: say(this.words, "needSecond"), at: this.items.length };
    const unsigned = this.one<HTMLInputElement>("[name=unsigned]")?.checked ?? false;
    if (!unsigned && !this.pad?.signed && !this.draft.signature) return { sentence: say(this.words, "needSign"), at: this.items.length };
    return null;
  }

  private async submit(): Promise<void> {
    if (this.busy) return;
    const lack = this.lacking();
    if (lack) return this.tell(lack.sentence, "soon", lack.at < this.items.length ? lack.at : undefined);
    this.hold(true);
    try {
      await this.handIn();
    } catch (error) {
      this.tell(say(error instanceof Full ? this.field : this.words, error instanceof Full ? "full" : "photoFailed"), "late");
    } finally {
      this.hold(false);
    }
  }

  // Into the outbox, and then it is the outbox's: this page only waits a while for the receipt.
  private async handIn(): Promise<void> {
    await this.sign();
    this.draft.finishedAt = this.draft.finishedAt ?? new Date().toISOString();
    this.save();
    const told = compose(this.draft, this.settings, endingIn(this.form), this.counting());
    const { task, business, name, submit, evidence } = this.settings;
    const item = fresh({ id: this.draft.id, task: task ?? business, name, business, address: submit, evidence, told, draft: this.draft, mine: linesOf(this.every, this.draft.items, this.counting()) });
    if (!(await this.outbox.add(item))) return this.tell(say(this.field, "handedElsewhere"), "soon");
    this.drafts.drop();
    const settled = this.outbox.outcome(item.id, PATIENCE);
    void this.outbox.send();
    await this.end(await settled);
  }

  // The questions that are asked: what was answered before a condition hid it stays in the draft and is not handed in.
  private counting(): Set<string> {
    const asks = this.forms.asks(this.said());
    return new Set(this.every.map((item) => item.dataset.item ?? "").filter(asks));
  }

  private async end(item: Item | undefined): Promise<void> {
    if (item?.state === "received") {
      this.tell(item.said?.join("；") || say(this.words, "received"), "done");
      return window.location.assign(item.receipt ?? this.settings.receipt.replace("{id}", item.id));
    }
    if (item?.state === "refused" && !item.record && item.code !== GONE) return this.again(item);
    const why = item?.why === "signedOut" || item?.why === "someoneElse" ? say(this.words, "signedOut") : say(this.field, "queued");
    this.tell(item?.state === "refused" ? item.message : why, "soon");
    this.one("[data-verdict]")?.firstElementChild?.append(wayTo("/outbox", say(this.field, "outbox")));
    const button = this.one<HTMLButtonElement>("[data-submit]");
    if (button) button.hidden = true;
  }

  // A refused sheet will be changed, so it is another sheet: a used id with other content would be refused again.
  private async again(item: Item): Promise<void> {
    Object.assign(this.draft, reopened(this.draft), { id: newId() });
    delete this.draft.finishedAt;
    this.save();
    await this.outbox.takeBack(item);
    this.tell(`${say(this.words, "refused")}：${item.message}`, "late");
  }

  private async sign(): Promise<void> {
    const canvas = this.form.querySelector<HTMLCanvasElement>("[data-pad]");
    if (this.draft.signature || !canvas || !this.pad?.signed) return;
    this.draft.signature = await keptDrawing(canvas, this.outbox.store);
  }

  private hold(busy: boolean): void {
    this.busy = busy;
    const button = this.one<HTMLButtonElement>("[data-submit]");
    if (button) { button.disabled = busy; button.textContent = say(this.words, busy ? "sending" : "submit"); }
  }

  private tell(sentence: string, tone: string, at?: number): void {
    const box = make("div", `flash tone-${tone}`);
    const words = make("p", "", sentence);
    box.append(words);
    if (at !== undefined) {
      const show = make("button", "button button-small", say(this.words, "at", { n: at + 1, all: this.items.length }));
      show.type = "button";
      show.addEventListener("click", () => this.go(at));
      box.append(show);
    }
    this.one("[data-verdict]")?.replaceChildren(box);
  }
}
