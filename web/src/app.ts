// What every page may need: htmx, the question before a grave act, the name of a chosen file, the larger type.
import { sentBy } from "./old";
import "htmx.org";
import "./keys";
import { locate, openPlace } from "./locate";

function ask(form: HTMLFormElement, button: HTMLElement | null): void {
  const dialog = document.querySelector<HTMLDialogElement>("#confirm");
  const text = document.querySelector("#confirm-text");
  const yes = document.querySelector<HTMLButtonElement>("#confirm-yes");
  const words = button?.dataset.confirm ?? form.dataset.confirm ?? "";
  const word = button?.dataset.confirmWord ?? form.dataset.confirmWord;
  const go = (): void => {
    form.dataset.sure = "yes";
    form.requestSubmit(button as HTMLButtonElement | null);
  };
  if (!dialog || !text || !yes || typeof dialog.showModal !== "function") return go();
  text.textContent = words;
  if (word) yes.textContent = word;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => { if (dialog.returnValue === "yes") go(); }, { once: true });
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const button = sentBy(event);
  const grave = form.dataset.confirm !== undefined || button?.dataset.confirm !== undefined;
  if (!grave || form.dataset.sure === "yes") { delete form.dataset.sure; return; }
  event.preventDefault();
  ask(form, button);
});

// Pressed twice, a form goes once: a second paper would take a second number. A file that is given back leaves the page where it
// is, so the form is free again after a while. On the window, for whatever handles a form by itself has spoken before.
const PAUSE = 8000; // milliseconds
window.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.dataset.gone === "yes") { event.preventDefault(); return; }
  form.dataset.gone = "yes";
  setTimeout(() => { delete form.dataset.gone; }, PAUSE);
});

for (const drop of document.querySelectorAll<HTMLElement>("[data-drop]")) {
  const input = drop.querySelector<HTMLInputElement>("input");
  const name = drop.querySelector("[data-drop-name]");
  input?.addEventListener("change", () => { if (name && input.files?.[0]) name.textContent = input.files[0].name; });
  for (const over of ["dragenter", "dragover"]) drop.addEventListener(over, () => drop.classList.add("is-over"));
  for (const out of ["dragleave", "drop"]) drop.addEventListener(out, () => drop.classList.remove("is-over"));
}

document.querySelector("[data-assisted]")?.addEventListener("click", () => {
  const on = document.documentElement.classList.toggle("assisted");
  if (on) localStorage.setItem("shian.assisted", "1");
  else localStorage.removeItem("shian.assisted");
});

// One open menu at a time, closed by Escape and by a tap elsewhere.
const folds = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll("details.menu[open], details.mark[open]");
document.addEventListener("click", (event) => {
  for (const fold of folds()) if (!fold.contains(event.target as Node)) fold.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of folds()) { fold.open = false; fold.querySelector("summary")?.focus(); }
});

const located = document.querySelector<HTMLFormElement>("form[data-locate]");
if (located) locate(located);
for (const button of document.querySelectorAll<HTMLElement>("[data-place-here]")) openPlace(button);

// Where the bar of a narrow screen is drawn sideways, the page one is on lies in its middle.
const rail = document.querySelector<HTMLElement>(".rail nav"), here = rail?.querySelector<HTMLElement>("[aria-current]");
if (rail && here) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", () => history.back());

// Whoever left this phone without a network is signed out before anything of theirs is shown again.
const leaving = localStorage.getItem("shian.leaving");
if (leaving !== null && document.body.dataset.person === leaving) {
  const token = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  void fetch("/logout", { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token } }).then(() => {
    localStorage.removeItem("shian.leaving");
    window.location.replace("/login");
  });
} else if (leaving !== null && document.body.dataset.unreached === undefined) localStorage.removeItem("shian.leaving");

// Without a network the phone shows what it has kept (sw.js keeps the frame of that and nobody's data).
if ("serviceWorker" in navigator && document.querySelector("[data-offline]")) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
