// Keeps the frame in which a phone shows its own kept pages when there is no network: scripts, styles and one empty page.
// Nobody's data lies here. Everything is asked of the network first, so that what is shown is what stands in the books.
const KEPT = "shian-offline-3";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 8000;
self.addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(caches.keys().then((all) => Promise.all(all.filter((one) => one !== KEPT).map((one) => caches.delete(one)))).then(() => self.clients.claim())));
const within = (asked) => Promise.race([asked, new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), PATIENCE))]);
const kept = (path) => caches.open(KEPT).then((all) => all.match(path));
const renewed = (request, path) => fetch(request).then((answer) => {
  if (answer.ok) { const copy = answer.clone(); caches.open(KEPT).then((all) => all.put(path, copy)); }
  return answer;
});
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(within(fetch(event.request)).catch(() => kept(FILES[0]).then((page) => page || fetch(event.request))));
  else if (FILES.indexOf(path) > 0) event.respondWith(within(renewed(event.request, path)).catch(() => kept(path).then((file) => file || fetch(event.request))));
});
