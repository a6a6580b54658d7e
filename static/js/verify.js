// Compares a chosen file with a report by its fingerprint. The file is read here and sent nowhere.

const panel = document.querySelector("[data-verify]");

if (panel && globalThis.crypto?.subtle) {
  const answer = panel.querySelector(".verify-answer");
  panel.hidden = false;
  panel.querySelector("input").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    answer.textContent = panel.dataset.busy;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const found = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const same = found === panel.dataset.verify;
    answer.textContent = same ? panel.dataset.yes : panel.dataset.no;
    answer.className = `verify-answer notice mt-3 mb-0 ${same ? "notice-success" : "notice-error"}`;
  });
}
