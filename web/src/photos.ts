// Photos: shrunk on the phone, kept in IndexedDB until the server has given them an evidence id.
const EDGE = 1600;
const QUALITY = 0.82;

export interface Kept { key: string; blob: Blob; evidence?: string }

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("shian-photos", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction("photos", mode).objectStore("photos"));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (photo: Kept): Promise<IDBValidKey> => within("readwrite", (store) => store.put(photo));
export const find = (key: string): Promise<Kept | undefined> => within("readonly", (store) => store.get(key) as IDBRequest<Kept | undefined>);
export const forget = (key: string): Promise<undefined> => within("readwrite", (store) => store.delete(key));

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
export function toPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no blob"))), "image/png"));
}

// The longest edge becomes 1600 px: enough to read a label, small enough for a village network.
export async function shrink(file: Blob): Promise<Blob> {
  const image = await decode(file);
  const scale = Math.min(1, EDGE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return toJpeg(canvas);
}

export async function upload(blob: Blob, kind: string, business: string, address: string, csrf: string): Promise<string> {
  const body = new FormData();
  body.append("file", blob, blob.type === "image/png" ? `${kind}.png` : `${kind}.jpg`);
  body.append("kind", kind);
  body.append("business", business);
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrf }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { id: string }).id;
}
