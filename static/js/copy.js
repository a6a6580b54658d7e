// A button that copies the box it names. Without this script one selects and copies by hand.

for (const button of document.querySelectorAll("button[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      // Without a secure address browsers lend no clipboard; the old command still works there.
      if (!document.execCommand("copy")) return;
    }
    button.textContent = button.closest("[data-copied]").dataset.copied;
  });
}
