// Keys of the desk, listed on the help page, where they can also be switched off.
const OFF = "shian.keys.off";
const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const choice = document.querySelector<HTMLInputElement>("[data-keys]");
if (choice) {
  choice.checked = localStorage.getItem(OFF) === null;
  choice.addEventListener("change", () => { if (choice.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); });
}

let at = -1;
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".table tbody tr, .task")].filter((row) => row.querySelector("a"));
  if (!rows.length) return;
  rows[at]?.classList.remove("is-here");
  at = Math.min(Math.max(at + by, 0), rows.length - 1);
  const link = rows[at]?.querySelector<HTMLAnchorElement>("h3 a, a");
  rows[at]?.classList.add("is-here");
  link?.focus();
}

const DO: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLInputElement>("#search-q")?.focus(),
  "?": () => document.querySelector<HTMLAnchorElement>("a[data-help]")?.click(),
  j: () => step(1),
  k: () => step(-1),
};
for (let n = 1; n <= 7; n++) DO[String(n)] = () => document.querySelector<HTMLAnchorElement>(`.rail nav a:nth-child(${n})`)?.click();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.querySelector("dialog[open]")) return;
  const deed = localStorage.getItem(OFF) === null ? DO[event.key] : undefined;
  if (deed) { event.preventDefault(); deed(); }
});
