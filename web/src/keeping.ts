// A plain form without a network: a fix with photographs, a shop's day. It waits in the outbox as it would have been sent.
import { newId } from "./ids";
import { linesIn } from "./mine";
import { fresh, type Item, type Plain } from "./outbox";
import { HUGE, shrink, type Photo } from "./photos";
import { putForSure, type Store } from "./store";

const EVIDENCE = "/api/v1/evidence";
const SECRET = "csrfmiddlewaretoken"; // belongs to a session, not to what was filled in

export async function itemOf(form: HTMLFormElement, button: HTMLElement | null, store: Store): Promise<Item> {
  const fields: [string, string][] = [], photos: Plain["photos"] = [];
  for (const [name, value] of Array.from(new FormData(form).entries())) {
    if (typeof value === "string") { if (name !== SECRET) fields.push([name, value]); }
    else if (value.size) photos.push({ name: keptAs(name), key: await kept(value, store) });
  }
  if (button instanceof HTMLButtonElement && button.name) fields.push([button.name, button.value]);
  const address = new URL(form.action, window.location.href), here = address.pathname + address.search;
  const words = form.dataset.keepName ?? "", head = form.querySelector(".greet")?.textContent ?? document.querySelector(".phone-main .greet")?.textContent ?? "";
  return fresh({
    id: newId(), task: here, name: [words, head].filter(Boolean).join(" · "), address: here, evidence: EVIDENCE, business: form.dataset.keep ?? "",
    form: { fields, photos }, mine: linesIn(form), photosAll: photos.length,
  });
}

// A photograph goes ahead of its form and is named in it by the number it got: `photos-CODE` as `kept-CODE`.
const keptAs = (name: string): string => (name === "photos" ? "kept-photos" : name.replace(/^photos-/, "kept-"));

async function kept(file: File, store: Store): Promise<string> {
  if (file.size > HUGE) throw new Error("huge");
  const photo: Photo = { id: newId(), blob: await shrink(file), kind: "photo", takenAt: new Date().toISOString(), place: null };
  await putForSure(store, "photos", photo);
  return photo.id;
}
