// The strip of photos under a failed item.
import type { ItemDraft } from "./drafts";
import { newId } from "./ids";
import * as photos from "./photos";
import { make, say } from "./words";

export interface Post { evidence: string; business: string; csrf: string }

export class Snaps {
  private readonly add: HTMLInputElement | null;

  constructor(private readonly strip: HTMLElement, private readonly item: ItemDraft, private readonly post: Post,
              private readonly words: HTMLElement | null, private readonly changed: () => void) {
    this.add = strip.querySelector<HTMLInputElement>("input[type=file]");
    this.add?.addEventListener("change", () => { void this.take([...(this.add?.files ?? [])]); });
    for (const key of item.photos) void this.show(key);
  }

  private async take(files: File[]): Promise<void> {
    for (const file of files) {
      try {
        const kept: photos.Kept = { key: newId(), blob: await photos.shrink(file) };
        await photos.keep(kept);
        this.item.photos.push(kept.key);
        await this.show(kept.key);
        this.changed();
        void deliver(kept.key, this.post).then(() => this.tag(kept.key, "photoSent"), () => undefined);
      } catch {
        this.strip.insertAdjacentElement("afterend", make("p", "field-error", say(this.words, "photoBad")));
      }
    }
    if (this.add) this.add.value = "";
  }

  private async show(key: string): Promise<void> {
    const kept = await photos.find(key);
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
    void photos.forget(key);
    this.changed();
  }
}

// The evidence id of a kept photo; sends it when the server has not yet seen it.
export async function deliver(key: string, post: Post): Promise<string> {
  const kept = await photos.find(key);
  if (!kept) throw new Error("lost");
  if (kept.evidence) return kept.evidence;
  const evidence = await photos.upload(kept.blob, "photo", post.business, post.evidence, post.csrf);
  await photos.keep({ ...kept, evidence });
  return evidence;
}
