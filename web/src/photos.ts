// Photos: shrunk on the phone, kept in their owner's database until the server has given them an evidence id.
import { ask, Refusal } from "./asking";
import type { Place } from "./drafts";
import { newId } from "./ids";
import { putForSure, type Store } from "./store";

const EDGE = 1600;
const QUALITY = 0.82;
const SMALLER = { edge: 1024, quality: 0.6 }; // where the phone is full: still enough to see a dirty floor
export const HUGE = 40 * 1024 * 1024;
const PIECE = 128 * 1024;
const AT_ONCE = 96 * 1024; // less than this is sent whole: one way there instead of three

export interface Photo { id: string; blob: Blob; kind: "photo" | "signature"; takenAt: string; place: Place | null; evidence?: string }
export interface Post { evidence: string; business: string; person: string }

function decode(file: Blob): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const address = URL.createObjectURL(file);
    image.onload = () => { URL.revokeObjectURL(address); resolve(image); };
    image.onerror = () => { URL.revokeObjectURL(address); reject(new Error("not an image")); };
    image.src = address;
  });
}

export function toJpeg(canvas: HTMLCanvasElement, quality: number = QUALITY): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no blob"))), "image/jpeg", quality));
}

// A signature is lines on nothing: PNG, and so the server keeps it.
function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no blob"))), "image/png"));
}

// What was drawn lies beside the photographs until it is received; by its number a visit names it.
export async function keptDrawing(canvas: HTMLCanvasElement, store: Store): Promise<string> {
  const photo: Photo = { id: newId(), blob: await toPng(canvas), kind: "signature", takenAt: new Date().toISOString(), place: null };
  await putForSure(store, "photos", photo);
  return photo.id;
}

// The longest edge becomes 1600 px: enough to read a label, small enough for a village network. Only pixels are drawn anew,
// so that nothing else of the file (the camera's place, a comment, a program hung behind it) goes along.
export async function shrink(file: Blob, edge = EDGE, quality = QUALITY): Promise<Blob> {
  const image = await decode(file);
  const turned = await turn(file);
  const scale = Math.min(1, edge / Math.max(image.naturalWidth, image.naturalHeight));
  const [width, height] = [Math.round(image.naturalWidth * scale), Math.round(image.naturalHeight * scale)];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = turned % 2 ? [height, width] : [width, height];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((turned * Math.PI) / 2);
  pen.drawImage(image, -width / 2, -height / 2, width, height);
  return toJpeg(canvas, quality);
}

export const shrinkMore = (file: Blob): Promise<Blob> => shrink(file, SMALLER.edge, SMALLER.quality);

// Quarter turns to the right which the camera asks for and an old browser does not make by itself.
async function turn(file: Blob): Promise<number> {
  if (window.CSS?.supports?.("image-orientation", "from-image")) return 0;
  const view = new DataView(await bytes(file.slice(0, 128 * 1024)));
  return { 3: 2, 6: 1, 8: 3 }[orientation(view)] ?? 0;
}

function orientation(view: DataView): number {
  try {
    for (let at = 2; view.getUint16(at) >> 8 === 0xff; at += 2 + view.getUint16(at + 2)) {
      if (view.getUint16(at) !== 0xffe1 || view.getUint32(at + 4) !== 0x45786966) continue;
      const start = at + 10, little = view.getUint16(start) === 0x4949;
      const list = start + view.getUint32(start + 4, little);
      for (let n = 0; n < view.getUint16(list, little); n++)
        if (view.getUint16(list + 2 + n * 12, little) === 0x0112) return view.getUint16(list + 10 + n * 12, little);
    }
  } catch { /* no JPEG, or a broken head: as it is */ }
  return 1;
}

function bytes(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsArrayBuffer(blob);
  });
}

// Only over a safe address does a browser hash; without it a photo is sent whole.
async function hash(blob: Blob): Promise<string> {
  if (!window.crypto?.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await bytes(blob)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The evidence id of a kept photo; brings it there first where the server has not all of it yet.
export async function deliver(id: string, post: Post, store: Store): Promise<string> {
  const photo = await store.get<Photo>("photos", id);
  if (!photo) throw new Error("lost");
  if (photo.evidence) return photo.evidence;
  const evidence = await brought(photo, post);
  await store.put("photos", { ...photo, evidence });
  return evidence;
}

async function brought(photo: Photo, post: Post, again = true): Promise<string> {
  const sha = photo.blob.size > AT_ONCE ? await hash(photo.blob) : "";
  if (sha) await inPieces(photo.blob, sha, post);
  try {
    return await named(photo, sha, post);
  } catch (error) {
    if (!again || !(error instanceof Refusal) || error.code !== "incomplete") throw error;
    await ask(pieces(sha, post), post.person, { method: "DELETE" }); // what lies there is not what we sent: once more from the start
    return brought(photo, post, false);
  }
}

const pieces = (sha: string, post: Post): string => `${post.evidence.replace(/evidence$/, "uploads")}/${sha}`;

async function inPieces(blob: Blob, sha: string, post: Post): Promise<void> {
  const address = pieces(sha, post);
  const offset = (answer: Response): number => Number(answer.headers.get("Upload-Offset") ?? 0);
  let at = offset(await ask(address, post.person, { method: "HEAD" }));
  while (at < blob.size) {
    const headers = { "Upload-Offset": String(at), "Content-Type": "application/offset+octet-stream" };
    at = offset(await ask(address, post.person, { method: "PATCH", body: blob.slice(at, at + PIECE), headers, passing: [409] }));
  }
}

async function named(photo: Photo, sha: string, post: Post): Promise<string> {
  const body = new FormData();
  if (sha) body.append("upload", sha);
  else body.append("file", photo.blob, photo.blob.type === "image/png" ? `${photo.kind}.png` : `${photo.kind}.jpg`);
  body.append("kind", photo.kind);
  body.append("business", post.business);
  if (sane(photo.takenAt)) body.append("taken_at", photo.takenAt);
  if (photo.place) {
    body.append("latitude", String(photo.place.lat));
    body.append("longitude", String(photo.place.lon));
    body.append("accuracy", String(photo.place.accuracy));
    body.append("datum", photo.place.datum);
  }
  const answer = await ask(post.evidence, post.person, { method: "POST", body });
  return ((await answer.json()) as { id: string }).id;
}

const sane = (moment: string): boolean => /^(19[7-9]|20|21)\d/.test(moment);
