// A letter is signed on the pad; what was drawn travels in the plain form as a picture.
import { Pad } from "./pad";

export function openSigning(form: HTMLFormElement): void {
  const canvas = form.querySelector<HTMLCanvasElement>("[data-pad]");
  const drawn = form.querySelector<HTMLInputElement>("input[name=signature]");
  if (!canvas || !drawn) return;
  const pad = new Pad(canvas, () => undefined);
  pad.fit();
  form.querySelector("[data-pad-clear]")?.addEventListener("click", () => pad.clear());
  form.addEventListener("submit", () => { drawn.value = pad.signed ? canvas.toDataURL("image/png") : ""; });
}
