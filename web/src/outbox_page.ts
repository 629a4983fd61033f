// The list of what waits on this phone: each with its state in words, and what can be done about it.
import { begun, Drafts, type Draft } from "./drafts";
import type { Line } from "./mine";
import type { Item, Outbox } from "./outbox";
import { settle } from "./settle";
import { make, say } from "./words";

export const GONE = "gone"; // the task is another's by now: nothing that is changed here makes it ours again
const TONES = { waiting: "soon", sending: "info", received: "done", refused: "late" };
const WHY = { "": "", network: "whyNetwork", busy: "whyBusy", signedOut: "whySignedOut", someoneElse: "whySomeoneElse" };

export class OutboxList {
  private readonly words = document.getElementById("field-words");

  constructor(private readonly place: HTMLElement, private readonly outbox: Outbox) {
    outbox.onChange(() => { if (document.contains(place)) void this.draw(); });
    void this.draw();
  }

  private say(key: string, gaps: Record<string, string | number> = {}): string { return say(this.words, key, gaps); }

  private async draw(): Promise<void> {
    const items = await this.outbox.items(), drafts = begun(this.outbox.person);
    const rows = [...drafts.map(({ key, draft }) => this.draft(key, draft)), ...items.reverse().map((item) => this.item(item))];
    const list = this.place.querySelector("[data-outbox-items]");
    if (list) settle(list, rows);
    const empty = this.place.querySelector<HTMLElement>("[data-outbox-empty]");
    if (empty) empty.hidden = rows.length > 0;
  }

  private card(key: string, title: string, state: string, tone: string): HTMLElement {
    const card = make("article", `sheet stack outbox-item tone-${tone}`);
    card.dataset.key = key;
    const head = make("div", "row");
    head.append(make("b", "", title), make("span", `badge tone-${tone} push`, state));
    card.append(head);
    return card;
  }

  private item(item: Item): HTMLElement {
    const card = this.card(item.id, item.name, this.say(item.state), TONES[item.state]);
    card.dataset.outboxId = item.id;
    card.dataset.state = item.state;
    card.append(make("p", "hint", this.say("filledAt", { at: when(item.filledAt) })));
    for (const sentence of [this.why(item), ...(item.said ?? [])]) if (sentence) card.append(make("p", "", sentence));
    if (item.told) card.append(make("p", "hint", `${this.say("mine")}：${this.tally(item)}`));
    if (item.awayWords) card.append(make("p", "hint", this.say("away", { what: item.awayWords })));
    if (item.mine?.length) card.append(this.beside(item));
    const row = make("div", "row");
    row.dataset.key = "deeds";
    row.append(...this.deeds(item));
    card.append(row);
    return card;
  }

  private why(item: Item): string {
    if (item.state === "refused") return item.message === "photoLost" ? this.say("photoLost") : item.message;
    if (item.state === "received") return "";
    const photos = item.photosAll ? this.say("photos", { done: item.photosDone, all: item.photosAll }) : "";
    return [this.say(WHY[item.why]), photos].filter(Boolean).join("；");
  }

  // What was filled in, and where somebody else's record stands, theirs beside it: what differs comes first.
  private beside(item: Item): HTMLElement {
    const fold = make("details", "fold"), table = make("table", "table table-tight beside-theirs"), theirs = item.theirs ?? {}, both = Object.keys(theirs).length > 0;
    fold.dataset.key = "mine";
    fold.append(make("summary", "", this.say(both ? "beside" : "look")), table);
    const top = make("thead", ""), rows = make("tbody", ""), head = make("tr", "");
    head.append(...[this.say("itemHead"), this.say("mine"), ...(both ? [this.say("theirsHead")] : [])].map((word) => make("th", "", word)));
    top.append(head);
    table.append(top, rows);
    const lines = [...(item.mine ?? [])].sort((a, b) => Number(differs(b, theirs)) - Number(differs(a, theirs)));
    for (const line of lines) {
      const row = make("tr", both && differs(line, theirs) ? "differs" : "");
      const said = [line.said, line.photos ? this.say("photosN", { n: line.photos }) : ""].filter(Boolean).join("；");
      row.append(make("td", "", line.text), cell(said, this.say("mine")), ...(both ? [cell(theirs[line.code] ?? "—", this.say("theirsHead"))] : []));
      rows.append(row);
    }
    return fold;
  }

  private tally(item: Item): string {
    return this.counted(Object.values(item.told?.answers ?? {}));
  }

  private counted(answers: { answer?: string; note?: string }[]): string {
    const count = (word: string): number => answers.filter((one) => one.answer === word).length;
    const values = answers.filter((one) => one.answer === "not_applicable" && one.note).length;
    const judged = this.say("answered", { c: count("conform"), f: count("fail"), n: count("not_applicable") - values });
    return values ? `${judged}${this.say("valuesN", { n: values })}` : judged;
  }

  private deeds(item: Item): HTMLElement[] {
    if (item.state === "received") return item.receipt ? [link(item.receipt, this.say("receipt"))] : [];
    if (item.state === "refused") return [
      ...(item.draft && !item.record && item.code !== GONE ? [this.button("edit", () => { void this.edit(item); }, "button-primary")] : []),
      ...(item.record ? [link(item.record, this.say("theirs"))] : []),
      this.button("drop", () => { if (window.confirm(this.say("dropSure"))) void this.outbox.drop(item); }),
    ];
    if (item.why === "signedOut" || item.why === "someoneElse") return [link(`/login?next=${window.location.pathname}`, this.say("signIn"), "button-primary")];
    return [this.button("retry", () => { void this.outbox.retry(); })]; // while it is being sent too: a thumb that comes down then presses nothing else
  }

  private draft(key: string, draft: Draft): HTMLElement {
    const card = this.card(key, draft.name ?? "", this.say("draft"), "info");
    card.dataset.draft = key;
    card.append(make("p", "hint", `${this.say("mine")}：${this.counted(Object.values(draft.items))}`));
    const row = make("div", "row");
    row.dataset.key = "deeds";
    if (draft.address) row.append(link(draft.address, this.say("open"), "button-primary"));
    row.append(this.button("drop", () => { if (window.confirm(this.say("dropSure"))) { localStorage.removeItem(key); void this.draw(); } }));
    card.append(row);
    return card;
  }

  // Back on the page as it was filled in; what is changed is another sheet and gets another number there.
  private async edit(item: Item): Promise<void> {
    if (!item.draft) return;
    const draft = reopened(item.draft);
    if (new Drafts(this.outbox.person, item.task).save(draft)) await this.outbox.takeBack(item);
    window.location.assign(item.address);
  }

  private button(key: string, deed: () => void, style = ""): HTMLButtonElement {
    const button = make("button", `button ${style}`, this.say(key));
    button.type = "button";
    button.dataset.key = key;
    button.onclick = deed;
    return button;
  }
}

const differs = (line: Line, theirs: Record<string, string>): boolean => (theirs[line.code] ?? "") !== line.said;

function cell(text: string, label: string): HTMLTableCellElement {
  const made = make("td", "", text);
  made.dataset.label = label;
  return made;
}

export function reopened(draft: Draft): Draft {
  const { finishedAt: _finished, ...rest } = draft;
  return { ...rest, id: "" };
}

function link(href: string, text: string, style = ""): HTMLAnchorElement {
  const made = make("a", `button ${style}`, text);
  made.href = href;
  made.dataset.key = href;
  return made;
}

function when(moment: string): string {
  const at = new Date(moment), two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
}
