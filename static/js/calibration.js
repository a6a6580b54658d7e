// Saves a rating while somebody is at it. Without this script the button under it does the same.

const form = document.querySelector("form[data-rating]");
const WAIT = 700; // after the last key

if (form) {
  const chip = form.querySelector("[data-chip]");
  let timer = 0;
  let busy = false;
  let again = false;
  let stuck = false; // refused for good: the page has to be loaded anew

  const tell = (state, said) => {
    chip.hidden = false;
    chip.dataset.state = state;
    chip.textContent = said;
  };

  async function save(keepalive = false) {
    clearTimeout(timer);
    timer = 0;
    if (stuck) return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    tell("saving", form.dataset.saving);
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive,
      });
      if (!reply.headers.get("Content-Type")?.includes("json")) throw new Error(reply.status);
      const found = await reply.json();
      if (found.result === "saved") form.elements.base.value = found.base;
      stuck = found.result === "conflict" || found.result === "locked";
      tell(found.result === "saved" ? "saved" : "failed", found.said);
    } catch {
      tell("failed", form.dataset.failed);
    }
    busy = false;
    if (again) {
      again = false;
      save();
    }
  }

  function soon(wait) {
    if (stuck) return;
    clearTimeout(timer);
    if (!busy) tell("unsaved", form.dataset.unsaved);
    timer = setTimeout(save, wait);
  }

  // One answer at a time: what stands alone takes the ticks of the others away, and they its own.
  function settle(box) {
    if (box.type !== "checkbox" || !box.checked) return;
    for (const other of form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.name)}"]`)) {
      if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
    }
  }

  form.addEventListener("change", (event) => {
    settle(event.target);
    soon(0);
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text]")) soon(WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("pagehide", () => timer && save(true));
}
