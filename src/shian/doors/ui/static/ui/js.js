// Runs before the first paint so that pages made for script do not flash their plain form.
document.documentElement.classList.add("js");
try {
  if (localStorage.getItem("shian.assisted")) document.documentElement.classList.add("assisted");
  // Somebody left this phone without a network: nothing of theirs is shown until the server has heard it (app.ts).
  if (localStorage.getItem("shian.leaving")) document.documentElement.classList.add("leaving");
} catch (denied) { /* a browser that keeps nothing */ }
