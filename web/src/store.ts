// What the phone keeps for one person: a database of their own, so that who signs in next does not see it.
export type Shelf = "kept" | "outbox" | "photos";
export interface Row { id: string }

// No room: what was to be kept is not kept, what was kept before still is.
export class Full extends Error {}

export interface Store {
  readonly lasting: boolean; // whether it outlives the page
  get<T extends Row>(shelf: Shelf, id: string): Promise<T | undefined>;
  all<T extends Row>(shelf: Shelf): Promise<T[]>;
  put<T extends Row>(shelf: Shelf, row: T): Promise<void>;
  add<T extends Row>(shelf: Shelf, row: T): Promise<boolean>; // false where it is there already
  drop(shelf: Shelf, id: string): Promise<void>;
}

const SHELVES: Shelf[] = ["kept", "outbox", "photos"];

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => { for (const shelf of SHELVES) request.result.createObjectStore(shelf, { keyPath: "id" }); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
    request.onblocked = () => reject(new Error("blocked"));
  });
}

const isFull = (error: DOMException | null): boolean => error !== null && /Quota|Full|NoSpace/i.test(`${error.name} ${error.message}`);

class Kept implements Store {
  readonly lasting = true;

  constructor(private database: IDBDatabase, private readonly name: string) {}

  get<T extends Row>(shelf: Shelf, id: string): Promise<T | undefined> { return this.within("readonly", shelf, (rows) => rows.get(id) as IDBRequest<T | undefined>); }
  all<T extends Row>(shelf: Shelf): Promise<T[]> { return this.within("readonly", shelf, (rows) => rows.getAll() as IDBRequest<T[]>); }
  async put(shelf: Shelf, row: Row): Promise<void> { await this.within("readwrite", shelf, (rows) => rows.put(row)); }
  async drop(shelf: Shelf, id: string): Promise<void> { await this.within("readwrite", shelf, (rows) => rows.delete(id)); }

  async add(shelf: Shelf, row: Row): Promise<boolean> {
    try {
      await this.within("readwrite", shelf, (rows) => rows.add(row));
      return true;
    } catch (error) {
      if ((error as Error).name === "ConstraintError") return false;
      throw error;
    }
  }

  // Done is what the disk has said it has, not what was asked of it. A browser may close a database behind us (Android does, to save memory).
  private async within<T>(mode: IDBTransactionMode, shelf: Shelf, work: (rows: IDBObjectStore) => IDBRequest<T>, again = true): Promise<T> {
    let transaction: IDBTransaction;
    try {
      transaction = this.database.transaction(shelf, mode, { durability: "strict" });
    } catch (error) {
      if (!again) throw error;
      this.database = await opened(this.name);
      return this.within(mode, shelf, work, false);
    }
    return new Promise<T>((resolve, reject) => {
      let request: IDBRequest<T> | undefined;
      const fail = (error: DOMException | null): void => reject(isFull(error) ? new Full() : error ?? new Error("not kept"));
      transaction.oncomplete = () => { if (request) resolve(request.result); };
      transaction.onabort = () => fail(transaction.error ?? request?.error ?? null);
      try {
        request = work(transaction.objectStore(shelf));
      } catch (error) {
        fail(error as DOMException);
      }
    });
  }
}

// Where the browser keeps nothing: as long as the page is open, and the page says so.
class Held implements Store {
  readonly lasting = false;
  private readonly rows = new Map<string, Row>();

  get<T extends Row>(shelf: Shelf, id: string): Promise<T | undefined> { return Promise.resolve(this.rows.get(`${shelf}/${id}`) as T | undefined); }
  all<T extends Row>(shelf: Shelf): Promise<T[]> { return Promise.resolve([...this.rows].filter(([key]) => key.startsWith(`${shelf}/`)).map(([, row]) => row as T)); }
  put(shelf: Shelf, row: Row): Promise<void> { this.rows.set(`${shelf}/${row.id}`, row); return Promise.resolve(); }
  async add(shelf: Shelf, row: Row): Promise<boolean> { if (this.rows.has(`${shelf}/${row.id}`)) return false; await this.put(shelf, row); return true; }
  drop(shelf: Shelf, id: string): Promise<void> { this.rows.delete(`${shelf}/${id}`); return Promise.resolve(); }
}

export async function openStore(person: string): Promise<Store> {
  try {
    const name = `shian-field-${person}`;
    const store = new Kept(await opened(name), name);
    await store.put("kept", { id: "tried" }); // some browsers open a database and then keep nothing in it
    return store;
  } catch (error) {
    return error instanceof Full ? new Kept(await opened(`shian-field-${person}`), `shian-field-${person}`) : new Held();
  }
}

// Room for what cannot be had again, at the cost of what can: the kept pages are downloaded anew.
export async function putForSure(store: Store, shelf: Shelf, row: Row): Promise<void> {
  try {
    await store.put(shelf, row);
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    await store.drop("kept", "day");
    await store.put(shelf, row);
  }
}
