// What a browser of 2017 (the WebView of an Android 8, Chrome 61) lacks of the little we use. Nothing here where it is there.
type Nodes = (Node | string)[];

if (!Element.prototype.replaceChildren)
  Element.prototype.replaceChildren = function (this: Element, ...nodes: Nodes): void {
    this.textContent = "";
    this.append(...nodes);
  };

if (!Element.prototype.toggleAttribute)
  Element.prototype.toggleAttribute = function (this: Element, name: string, force?: boolean): boolean {
    const on = force ?? !this.hasAttribute(name);
    if (on) this.setAttribute(name, "");
    else this.removeAttribute(name);
    return on;
  };

if (!Array.prototype.flatMap)
  Object.defineProperty(Array.prototype, "flatMap", {
    value<T, U>(this: T[], each: (one: T, at: number, all: T[]) => U | U[]): U[] {
      return this.reduce<U[]>((found, one, at) => found.concat(each(one, at, this)), []);
    },
  });

if (!Object.fromEntries)
  Object.fromEntries = <T>(pairs: Iterable<readonly [PropertyKey, T]>): Record<string, T> => {
    const found: Record<string, T> = {};
    for (const [name, value] of pairs) found[String(name)] = value;
    return found;
  };

if (!Promise.prototype.finally)
  Promise.prototype.finally = function <T>(this: Promise<T>, after?: (() => void) | null): Promise<T> {
    return this.then((value) => { after?.(); return value; }, (error: unknown) => { after?.(); throw error; });
  };

if (!("replaceAll" in String.prototype))
  Object.defineProperty(String.prototype, "replaceAll", {
    value(this: string, what: string | RegExp, by: string): string {
      return typeof what === "string" ? this.split(what).join(by) : this.replace(what, by);
    },
  });

if (!String.prototype.matchAll)
  Object.defineProperty(String.prototype, "matchAll", {
    value(this: string, what: RegExp): RegExpExecArray[] {
      const found: RegExpExecArray[] = [], each = new RegExp(what.source, what.flags);
      for (let one = each.exec(this); one; one = each.exec(this)) { found.push(one); if (!one[0]) each.lastIndex += 1; }
      return found;
    },
  });

// A request that is given up goes on unheard there; nobody waits for it any more.
if (!("AbortController" in window)) {
  class Given {
    readonly signal = Object.assign(document.createElement("i"), { aborted: false });
    abort(): void { this.signal.aborted = true; this.signal.dispatchEvent(new Event("abort")); }
  }
  Object.defineProperty(window, "AbortController", { value: Given });
}

if (!("at" in Array.prototype))
  Object.defineProperty(Array.prototype, "at", { value<T>(this: T[], place: number): T | undefined { return this[place < 0 ? this.length + place : place]; } });

// Which button sent a form: the one that was pressed last.
let pressed: HTMLElement | null = null;
document.addEventListener("click", (event) => { pressed = (event.target as Element | null)?.closest?.("button, input[type=submit]") ?? null; }, true);
export const sentBy = (event: Event): HTMLElement | null => (event as SubmitEvent).submitter ?? pressed;

if (!HTMLFormElement.prototype.requestSubmit)
  HTMLFormElement.prototype.requestSubmit = function (this: HTMLFormElement, button?: HTMLElement | null): void {
    if (button) return button.click();
    const made = document.createElement("button");
    made.hidden = true;
    this.append(made);
    made.click();
    made.remove();
  };
