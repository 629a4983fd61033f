// The strip of photos under a failed item.
import type { ItemDraft, Place } from "./drafts";
import { newId } from "./ids";
import { deliver, HUGE, shrink, shrinkMore, type Photo, type Post } from "./photos";
import { Full, putForSure, type Store } from "./store";
import { make, say } from "./words";

export class Snaps {
  private readonly add: HTMLInputElement | null;

  constructor(private readonly strip: HTMLElement, private readonly item: ItemDraft, private readonly post: Post, private readonly store: Store,
              private readonly words: HTMLElement | null, private readonly here: () => Place | null, private readonly changed: () => void) {
    this.add = strip.querySelector<HTMLInputElement>("input[type=file]");
    this.add?.addEventListener("change", () => { void this.take([...(this.add?.files ?? [])]); });
    for (const key of item.photos) void this.show(key);
  }

  private async take(files: File[]): Promise<void> {
    for (const sentence of this.strip.parentElement?.querySelectorAll(".field-error") ?? []) sentence.remove();
    for (const file of files) {
      try {
        const photo = await this.kept(file);
        this.item.photos.push(photo.id);
        await this.show(photo.id);
        this.changed();
        if (navigator.onLine !== false) void deliver(photo.id, this.post, this.store).then(() => this.tag(photo.id, "photoSent"), () => undefined);
      } catch (error) {
        this.complain(error);
      }
    }
    if (this.add) this.add.value = "";
  }

  // Shrunk, and where the phone is full shrunk once more, before anything is given up.
  private async kept(file: File): Promise<Photo> {
    const words = document.getElementById("field-words");
    if (file.size === 0) throw new Error(say(words, "photoEmpty"));
    if (file.size > HUGE) throw new Error(say(words, "photoHuge", { mb: HUGE / 1024 / 1024 }));
    const photo: Photo = { id: newId(), blob: await this.opened(shrink(file)), kind: "photo", takenAt: new Date().toISOString(), place: this.here() };
    try {
      await putForSure(this.store, "photos", photo);
    } catch (error) {
      if (!(error instanceof Full)) throw error;
      photo.blob = await shrinkMore(photo.blob);
      await this.store.put("photos", photo);
    }
    return photo;
  }

  private async opened(work: Promise<Blob>): Promise<Blob> {
    try { return await work; } catch { throw new Error(say(this.words, "photoBad")); }
  }

  private complain(error: unknown): void {
    const said = error instanceof Full ? say(document.getElementById("field-words"), "fullPhoto") : error instanceof Error && error.message ? error.message : say(this.words, "photoBad");
    this.strip.insertAdjacentElement("afterend", make("p", "field-error", said));
  }

  private async show(key: string): Promise<void> {
    const kept = await this.store.get<Photo>("photos", key);
    if (!kept) return;
    const box = make("div", "snap-one");
    box.dataset.key = key;
    const image = make("img", "");
    image.src = URL.createObjectURL(kept.blob);
    image.alt = "";
    const remove = make("button", "", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", say(this.words, "photoRemove"));
    remove.addEventListener("click", () => this.remove(key, box));
    box.append(image, remove, make("span", "sent", say(this.words, kept.evidence ? "photoSent" : "photoKept")));
    this.strip.insertBefore(box, this.strip.lastElementChild);
  }

  private tag(key: string, word: string): void {
    const mark = this.strip.querySelector(`[data-key="${key}"] .sent`);
    if (mark) mark.textContent = say(this.words, word);
  }

  private remove(key: string, box: HTMLElement): void {
    box.remove();
    this.item.photos.splice(this.item.photos.indexOf(key), 1);
    void this.store.drop("photos", key);
    this.changed();
  }
}
