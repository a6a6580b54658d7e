// Follows a batch or a paper while it is made; ticks all results of a list. Without this script one refreshes and ticks by hand.

const POLL = 2500;
const SLOWEST = 20000;
const UNDER_WAY = new Set(["running", "pending"]);

for (const part of document.querySelectorAll("[data-batch]")) follow(part);

function follow(part) {
  const { batch: address, state, archive } = part.dataset;
  if (!UNDER_WAY.has(state) && !UNDER_WAY.has(archive)) return;
  const line = part.querySelector("[data-line]");
  const bar = part.querySelector("progress");
  let wait = POLL;

  async function ask() {
    try {
      const reply = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (!reply.ok) throw new Error(reply.status);
      const found = await reply.json();
      if (found.state !== state || (found.archive ?? "") !== (archive ?? "")) {
        location.reload(); // the server draws every state; its buttons work without scripts too
        return;
      }
      line.textContent = found.line;
      if (bar) bar.value = found.done;
      wait = POLL;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    setTimeout(ask, wait);
  }
  setTimeout(ask, wait);
}

for (const bar of document.querySelectorAll(".batch-all")) {
  const boxes = [...bar.closest("fieldset").querySelectorAll("input[type=checkbox]")];
  const count = bar.querySelector("[data-ticked]");
  const tell = () => (count.textContent = `${boxes.filter((box) => box.checked).length} / ${boxes.length}`);
  const set = (checked) => {
    for (const box of boxes) box.checked = checked;
    tell();
  };
  bar.hidden = false;
  bar.querySelector("[data-tick-all]").addEventListener("click", () => set(true));
  bar.querySelector("[data-tick-none]").addEventListener("click", () => set(false));
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
