// An office's own form, judged on the phone as on the server (checklists/rules/settling.py): what is asked, what is missing, what is wrong.
import { dayOf, holds, number, own, today, trimmed, value, words, type Given, type Node, type Value } from "./evaluate";

export interface Choice { name: string; verdict: string; columns: Record<string, string> }
export interface Question {
  kind: string; required: boolean; when?: Node[]; rule?: Node; says?: string; calculation?: Node; filter?: Node; choices?: Choice[]; names?: Record<string, string>;
}
export interface Form { order: string[]; questions: Record<string, Question> }
export interface Said { word: string; note: string; photos: number }
export type Trouble = { code: string; kind: "missing" | "constraint" | "choice" | "value"; says: string };

const UNASKED = new Set(["note", "calculate", "place"]);
const UNSEEN = "not_checked";
export const isValue = (one: Question): boolean => one.kind !== "judged" && !UNASKED.has(one.kind);

// The answers that count, given all of them; a question that is not asked counts as unanswered for the others.
function settled(form: Form, said: Record<string, Said>, on: number): { asked: Set<string>; values: Record<string, Value> } {
  const asked = new Set<string>(), values: Record<string, Value> = {};
  for (const code of form.order) {
    const one = own(form.questions, code);
    if (!one || !(one.when ?? []).every((tree) => holds(tree, about(on, values)))) continue;
    asked.add(code);
    const answer = own(said, code);
    if (one.kind === "calculate") values[code] = one.calculation === undefined ? "" : workedOut(value(one.calculation, about(on, values)));
    else if (answer?.word) values[code] = typed(one, answer);
  }
  return { asked, values };
}

// What a calculation came to, as the others read it: what is no number is no answer, as in a field app.
const workedOut = (said: Value): Value => (typeof said === "number" && Number.isNaN(said) ? "" : said);

const about = (on: number, answers: Record<string, Value>, mine: Value = "", columns: Record<string, string> = {}): Given => ({ answers, own: mine, columns, today: on });

function typed(one: Question, said: Said): Value {
  if (said.word === UNSEEN) return "";
  if (one.kind === "judged") return own(one.names ?? {}, said.word) ?? said.word;
  if (one.kind === "integer" || one.kind === "decimal") return said.note ? number(said.note) : "";
  if (one.kind === "date") return dayOf(said.note) ?? said.note;
  if (one.kind === "photo") return said.photos ? "1" : "";
  return said.note;
}

// What a value says of the place: the worst verdict among its choices, nothing where they have none.
export function verdictOf(one: Question, note: string): string {
  const names = words(note), verdicts = (one.choices ?? []).filter((choice) => names.includes(choice.name)).map((choice) => choice.verdict);
  return ["fail", "conform"].find((word) => verdicts.includes(word)) ?? "not_applicable";
}

// All the forms of a page: a question that any of them asks is asked; what belongs to none is the law's own, and always is.
export class Forms {
  constructor(private readonly forms: Form[], private readonly day: () => number = today) {}

  question(code: string): Question | undefined { return own(this.of(code)?.questions ?? {}, code); }

  private of(code: string): Form | undefined { return this.forms.find((form) => own(form.questions, code)); }

  asks(said: Record<string, Said>): (code: string) => boolean {
    const found = this.forms.map((form) => ({ form, ...settled(form, said, this.day()) }));
    return (code) => { const mine = found.filter(({ form }) => own(form.questions, code)); return !mine.length || mine.some(({ asked }) => asked.has(code)); };
  }

  // The choices that stand to choose for a question, given the other answers; undefined where all do.
  offered(code: string, said: Record<string, Said>): Set<string> | undefined {
    const form = this.forms.find((one) => own(one.questions, code)?.filter !== undefined), tree = form?.questions[code]?.filter;
    if (!form || tree === undefined) return undefined;
    const { values } = settled(form, said, this.day()), choices = form.questions[code]?.choices ?? [];
    return new Set(choices.filter((choice) => holds(tree, about(this.day(), values, "", { name: choice.name, ...choice.columns }))).map((choice) => choice.name));
  }

  // What is wrong with the answer to a question that is asked; nothing where it may stay as it is.
  trouble(code: string, said: Record<string, Said>): Trouble | null {
    const form = this.of(code), one = this.question(code), answer = own(said, code);
    if (!form || !one || UNASKED.has(one.kind)) return null;
    if (!answer?.word) return one.required ? { code, kind: "missing", says: "" } : null;
    if (answer.word === UNSEEN) return null;
    if (one.kind === "photo") return one.required && !answer.photos ? { code, kind: "value", says: "" } : null;
    if (isValue(one) && !answer.note && !one.required) return null;
    if (isValue(one) && !fits(one.kind, answer.note)) return { code, kind: "value", says: "" };
    if (!stands(one, answer, this.offered(code, said))) return { code, kind: "choice", says: "" };
    const { values } = settled(form, said, this.day());
    if (one.rule !== undefined && !holds(one.rule, about(this.day(), values, own(values, code) ?? ""))) return { code, kind: "constraint", says: one.says ?? "" };
    return null;
  }
}

// Whether what was chosen is there to choose, each once.
function stands(one: Question, answer: Said, open: Set<string> | undefined): boolean {
  if (one.kind === "judged") return !one.names || !Object.keys(one.names).length || own(one.names, answer.word) !== undefined;
  if (one.kind !== "select_one" && one.kind !== "select_multiple") return true;
  const names = open ?? new Set((one.choices ?? []).map((choice) => choice.name)), chosen = one.kind === "select_multiple" ? words(answer.note) : [answer.note];
  return chosen.every((name) => names.has(name)) && new Set(chosen).size === chosen.length;
}

function fits(kind: string, note: string): boolean {
  if (kind === "integer") return /^-?\d{1,15}$/.test(note);
  if (kind === "decimal") return /^-?\d{1,15}(\.\d{1,9})?$/.test(note);
  if (kind === "date") return dayOf(note) !== undefined;
  if (kind === "time") return HOUR.test(note);
  if (kind === "datetime") { const at = note.indexOf("T"); return at >= 0 && dayOf(note.slice(0, at)) !== undefined && HOUR.test(note.slice(at + 1)); }
  return trimmed(note) !== "";
}

const HOUR = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
