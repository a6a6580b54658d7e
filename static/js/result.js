// The result page: follows a report while it is made, opens what a link points to, copies the address.
// Without this script everything is there; one reloads to look again.

const POLL = 1500;
const SLOWEST = 10000;

// Whoever has just touched a link is on the way: drawing this page anew would call him back.
let left = 0;
addEventListener("beforeunload", () => (left = Date.now()));

for (const line of document.querySelectorAll("[data-report]")) follow(line);

function follow(line) {
  const words = line.dataset;
  if (words.state === "done" || words.state === "failed") return;
  let wait = POLL;

  async function ask() {
    try {
      const reply = await fetch(words.report, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!reply.ok) throw new Error(reply.status);
      const report = await reply.json();
      if (report.finished && Date.now() - left > SLOWEST) {
        // The server draws the finished state; its button is the one that works without scripts too.
        location.replace(`${location.pathname}#download`);
        location.reload();
        return;
      }
      if (!report.finished) line.textContent = report.state === "running" ? `${words.running} ${report.progress}%` : words.pending;
      wait = POLL;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    setTimeout(ask, wait);
  }
  setTimeout(ask, wait);
}

// A link to something folded away unfolds it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href.split("#")[0]);
    button.textContent = button.closest("[data-copied]").dataset.copied;
  });
}
