// One item per screen-height, then a last look, then one tap.
import { STILL, type Answer, type Disposition, type Draft, type Drafts, type ItemDraft } from "./drafts";
import { newId } from "./ids";
import { Pad } from "./pad";
import * as photos from "./photos";
import { deliver, Snaps, type Post } from "./snaps";
import { compose, send, SignedOut, Unreachable, type Ending, type Settings } from "./submission";
import { make, say } from "./words";

export class VisitPage {
  private readonly words = document.querySelector<HTMLElement>("#visit-words");
  private readonly every: HTMLElement[];
  private items: HTMLElement[];
  private readonly review: HTMLElement;
  private readonly draft: Draft;
  private readonly post: Post;
  private readonly pad: Pad | null;
  private busy = false;
  private asided = false; // a question that changed is answered beside the way: then straight back to the last look

  constructor(private readonly form: HTMLFormElement, private readonly settings: Settings, private readonly drafts: Drafts) {
    this.every = [...form.querySelectorAll<HTMLElement>("[data-item]")];
    this.items = this.every;
    this.review = this.one("[data-review]") as HTMLElement;
    this.draft = drafts.load(this.value("started_at"));
    this.post = { evidence: settings.evidence, business: settings.business, csrf: this.value("csrfmiddlewaretoken") };
    const canvas = form.querySelector<HTMLCanvasElement>("[data-pad]");
    this.pad = canvas ? new Pad(canvas, () => undefined) : null;
  }

  start(): void {
    this.every.forEach((item) => this.open(item));
    this.step();
    for (const button of this.form.querySelectorAll<HTMLElement>("[data-changed]")) button.addEventListener("click", () => this.changed(button.dataset.changed ?? ""));
    this.one("[data-next]")?.addEventListener("click", () => this.onwards());
    this.one("[data-previous]")?.addEventListener("click", () => this.go(this.draft.at - 1));
    this.one("[data-pad-clear]")?.addEventListener("click", () => this.pad?.clear());
    for (const mode of this.form.querySelectorAll<HTMLInputElement>("input[name=mode]")) {
      mode.checked = mode.value === this.draft.mode || (mode.checked && !this.draft.mode);
      mode.addEventListener("change", () => { this.draft.mode = mode.value; this.save(); });
    }
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.submit(); });
    this.locate();
    this.go(this.draft.at, false);
  }

  private one<T extends HTMLElement = HTMLElement>(selector: string): T | null { return this.form.querySelector<T>(selector); }
  private value(name: string): string { return this.one<HTMLInputElement>(`[name="${name}"]`)?.value ?? ""; }
  private code(at: number): string { return this.items[at]?.dataset.item ?? ""; }
  private item(code: string): ItemDraft { return (this.draft.items[code] ??= { note: "", photos: [] }); }

  // An answer that stands is no step of its own: it is shown at the end, and becomes one where it is said to have changed.
  private step(): void {
    this.items = this.every.filter((item) => this.item(item.dataset.item ?? "").answer !== STILL);
    for (const row of this.form.querySelectorAll<HTMLElement>("[data-kept-row]"))
      row.hidden = this.item(row.dataset.keptRow ?? "").answer !== STILL;
    const kept = this.one("[data-kept]");
    if (kept) kept.hidden = this.items.length === this.every.length;
  }

  private changed(code: string): void {
    delete this.item(code).answer;
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
    const note = element.querySelector<HTMLTextAreaElement>("textarea");
    if (note) {
      note.value = mine.note;
      note.addEventListener("input", () => { mine.note = note.value; this.save(); });
      for (const chip of element.querySelectorAll<HTMLButtonElement>("[data-phrase]"))
        chip.addEventListener("click", () => { note.value = [note.value, chip.textContent].filter(Boolean).join("；"); note.dispatchEvent(new Event("input")); });
    }
    const strip = element.querySelector<HTMLElement>("[data-snap]");
    if (strip) new Snaps(strip, mine, this.post, this.words, () => this.save());
    element.classList.toggle("is-fail", mine.answer === "fail");
  }

  private answered(element: HTMLElement, answer: Answer): void {
    this.item(element.dataset.item ?? "").answer = answer;
    element.classList.toggle("is-fail", answer === "fail");
    this.save();
    if (answer === STILL) return this.stays();
    this.dots();
    this.invite();
  }

  // Said to be as it was after all: the step goes, and the next one comes into its place.
  private stays(): void {
    this.step();
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
    const answered = Boolean(this.draft.items[this.code(this.draft.at)]?.answer);
    this.one("[data-next]")?.classList.toggle("button-primary", answered);
  }

  private dots(): void {
    const place = this.one("[data-dots]");
    if (!place) return;
    place.replaceChildren(...this.items.map((_, at) => {
      const answer = this.item(this.code(at)).answer;
      const dot = make("button", answer ? `a-${answer}` : "");
      dot.type = "button";
      dot.setAttribute("aria-label", say(this.words, "at", { n: at + 1, all: this.items.length }));
      if (at === this.draft.at) dot.setAttribute("aria-current", "step");
      dot.addEventListener("click", () => this.go(at));
      return dot;
    }));
    const words = this.one("[data-at]");
    if (words) words.textContent = this.draft.at === this.items.length ? say(this.words, "review") : say(this.words, "at", { n: this.draft.at + 1, all: this.items.length });
  }

  private look(): void {
    this.pad?.fit();
    const answers = this.items.map((_, at) => this.item(this.code(at)).answer);
    for (const box of this.form.querySelectorAll<HTMLElement>("[data-tally]"))
      box.textContent = String(answers.filter((answer) => answer === box.dataset.tally).length);
    const open = answers.findIndex((answer) => !answer);
    const left = answers.filter((answer) => !answer).length;
    const note = this.one("[data-open-items]");
    if (note) {
      const words = make(left ? "button" : "p", left ? "button button-plain" : "hint", left ? say(this.words, "open", { n: left }) : say(this.words, "allAnswered"));
      if (words instanceof HTMLButtonElement) { words.type = "button"; words.addEventListener("click", () => this.go(open)); }
      note.replaceChildren(words);
    }
    this.one("[data-fails]")?.replaceChildren(...answers.flatMap((answer, at) => (answer === "fail" ? [this.failed(at)] : [])));
  }

  private failed(at: number): HTMLElement {
    const row = make("li", "");
    const button = make("button", "", this.items[at]?.querySelector(".item-text")?.textContent ?? "");
    button.type = "button";
    button.addEventListener("click", () => this.go(at));
    row.append(button);
    return row;
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
    if (this.drafts.save(this.draft) && mark) mark.textContent = say(this.words, "saved");
  }

  // What the server would refuse is said before it is sent.
  private lacking(): { sentence: string; at: number } | null {
    const open = this.items.findIndex((_, at) => !this.item(this.code(at)).answer);
    if (open >= 0) return { sentence: say(this.words, "open", { n: this.items.filter((_, at) => !this.item(this.code(at)).answer).length }), at: open };
    const undecided = this.items.findIndex((item, at) => this.item(this.code(at)).answer === "fail" && !this.item(this.code(at)).disposition && item.querySelector("[name^=disposition-]"));
    if (undecided >= 0) return { sentence: say(this.words, "needDisposition", { item: this.items[undecided]?.querySelector(".item-text")?.textContent ?? "" }), at: undecided };
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
      await this.deliver();
    } catch (error) {
      if (error instanceof SignedOut) return this.tell(say(this.words, "signedOut"), "soon");
      this.tell(say(this.words, error instanceof Unreachable || !navigator.onLine ? "offline" : "photoFailed"), "soon");
    } finally {
      this.hold(false);
    }
  }

  private async deliver(): Promise<void> {
    // One finish time per visit: a second try must be the same bytes, so that it is known as a replay.
    this.draft.finishedAt ??= new Date().toISOString();
    this.save();
    const failed = Object.values(this.draft.items).filter((item) => item.answer && item.answer !== STILL).flatMap((item) => item.photos);
    const evidence = new Map<string, string>();
    for (const key of failed) evidence.set(key, await deliver(key, this.post));
    const signature = await this.signature();
    const verdict = await send(compose(this.draft, this.settings, this.ending(), (key) => evidence.get(key) ?? "", signature), this.settings.submit, this.post.csrf);
    if (!verdict.ok) {
      // A refused sheet will be changed, so it is another sheet: a used id with other content would be refused again.
      delete this.draft.finishedAt;
      this.draft.id = newId();
      this.save();
      return this.tell(`${say(this.words, "refused")}：${verdict.message || verdict.code}`, "late");
    }
    this.tell(verdict.message || say(this.words, "received"), "done");
    this.drafts.drop();
    for (const key of failed) void photos.forget(key);
    window.location.assign(verdict.receipt ?? this.settings.receipt.replace("{id}", this.draft.id));
  }

  // What each duty wants said at its end.
  private ending(): Ending {
    const chosen = (selector: string): HTMLInputElement[] => [...this.form.querySelectorAll<HTMLInputElement>(selector)].filter((input) => input.checked);
    return {
      zero: chosen("input[name=zero]").map((input) => input.value),
      conclusions: Object.fromEntries(chosen("input[name^=conclusion-]").map((input) => [input.name.slice("conclusion-".length), input.value])),
    };
  }

  private async signature(): Promise<string | null> {
    if (this.draft.signature) return this.draft.signature;
    const canvas = this.form.querySelector<HTMLCanvasElement>("[data-pad]");
    if (!canvas || !this.pad?.signed) return null;
    this.draft.signature = await photos.upload(await photos.toPng(canvas), "signature", this.settings.business, this.settings.evidence, this.post.csrf);
    this.save();
    return this.draft.signature;
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
