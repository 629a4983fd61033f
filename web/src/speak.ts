// A question is read aloud where the phone can do it; where it cannot, its button never shows.
export function openSpeaking(form: HTMLElement): void {
  const voice = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-say]")) {
    button.hidden = !voice;
    if (voice) button.addEventListener("click", () => read(button.dataset.say ?? ""));
  }
}

function read(text: string): void {
  try {
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(text);
    said.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
    said.rate = 0.9;
    speechSynthesis.speak(said);
  } catch { /* an old phone that has the name and not the voice: the words stand in the page */ }
}
