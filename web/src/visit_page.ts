// One item per screen-height, then a last look, then one tap.
import type { Answer, Disposition, Draft, Drafts, ItemDraft } from "./drafts";
import { newId } from "./ids";
import { Pad } from "./pad";
import * as photos from "./photos";
import { deliver, Snaps, type Post } from "./snaps";
import { compose, send, Unreachable, type Settings } from "./submission";
import { make, say } from "./words";

export class VisitPage {
  private readonly words = document.querySelector<HTMLElement>("#visit-words");
  private readonly items: HTMLElement[];
  private readonly review: HTMLElement;
  private readonly draft: Draft;
  private readonly post: Post;
  private readonly pad: Pad | null;
  private busy = false;

  constructor(private readonly form: HTMLFormElement, private readonly settings: Settings, private readonly drafts: Drafts) {
    this.items = [...form.querySelectorAll<HTMLElement>("[data-item]")];
    this.review = this.one("[data-review]") as HTMLElement;
    this.draft = drafts.load(this.value("started_at"));
    this.post = { evidence: settings.evidence, business: settings.business, csrf: this.value("csrfmiddlewaretoken") };
    const canvas = form.querySelector<HTMLCanvasElement>("[data-pad]");
    this.pad = canvas ? new Pad(canvas, () => undefined) : null;
  }

  start(): void {
    this.items.forEach((item, at) => this.open(item, at));
    this.one("[data-next]")?.addEventListener("click", () => this.go(this.draft.at + 1));
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
  private must(at: number): boolean { return this.items[at]?.dataset.must !== undefined; }
  private item(code: string): ItemDraft { return (this.draft.items[code] ??= { note: "", photos: [] }); }

  private open(element: HTMLElement, at: number): void {
    const code = this.code(at);
    const mine = this.item(code);
    for (const input of element.querySelectorAll<HTMLInputElement>(`input[name="answer-${code}"]`)) {
      if (mine.answer) input.checked = input.value === mine.answer;
      else if (input.checked) mine.answer = input.value as Answer;
      input.addEventListener("change", () => this.answered(at, input.value as Answer));
    }
    for (const label of element.querySelectorAll<HTMLElement>(".answer")) label.addEventListener("click", () => this.tapped(at, label));
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

  private answered(at: number, answer: Answer): void {
    this.item(this.code(at)).answer = answer;
    this.items[at]?.classList.toggle("is-fail", answer === "fail");
    this.save();
    this.dots();
    this.invite();
  }

  // A tap on a good answer moves on by itself; a bad one waits for its photo and its words, and so do the arrow keys.
  private tapped(at: number, label: HTMLElement): void {
    if (label.classList.contains("answer-fail") || this.must(at)) return;
    window.setTimeout(() => { if (this.draft.at === at) this.go(at + 1); }, 260);
  }

  private go(to: number, move = true): void {
    this.draft.at = Math.max(0, Math.min(to, this.items.length));
    const last = this.draft.at === this.items.length;
    this.items.forEach((item, at) => item.classList.toggle("is-current", at === this.draft.at));
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
    const bare = this.items.findIndex((item, at) => this.must(at) && this.item(this.code(at)).answer !== "not_applicable" && !this.item(this.code(at)).photos.length && !item.querySelector('[name^="kept-"]'));
    if (bare >= 0) return { sentence: say(this.words, "needPhoto", { item: this.items[bare]?.querySelector(".item-text")?.textContent ?? "" }), at: bare };
    const undecided = this.items.findIndex((item, at) => this.item(this.code(at)).answer === "fail" && !this.item(this.code(at)).disposition && item.querySelector('[name^="disposition-"]'));
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
      this.tell(say(this.words, error instanceof Unreachable || !navigator.onLine ? "offline" : "photoFailed"), "soon");
    } finally {
      this.hold(false);
    }
  }

  private async deliver(): Promise<void> {
    // One finish time per visit: a second try must be the same bytes, so that it is known as a replay.
    this.draft.finishedAt ??= new Date().toISOString();
    this.save();
    const musts = new Set(this.items.filter((_, at) => this.must(at)).map((item) => item.dataset.item ?? ""));
    const failed = Object.entries(this.draft.items).filter(([code, item]) => item.answer === "fail" || musts.has(code)).flatMap(([, item]) => item.photos);
    const evidence = new Map<string, string>();
    for (const key of failed) evidence.set(key, await deliver(key, this.post));
    const signature = await this.signature();
    const verdict = await send(compose(this.draft, this.settings, (key) => evidence.get(key) ?? "", signature, musts), this.settings.submit, this.post.csrf);
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
