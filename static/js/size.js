// While employees and revenue are typed, say which size class they make and why. The server decides; this only asks.

const form = document.querySelector("[data-size-form]");
const place = form?.querySelector("[data-size-sentence]");
let timer;

async function ask() {
  const fields = new FormData(form);
  const query = new URLSearchParams();
  for (const name of ["industry", "industry_code", "employees", "revenue_wan"]) query.set(name, fields.get(name) ?? "");
  try {
    const response = await fetch(`${place.dataset.url}?${query}`);
    if (response.ok && !response.redirected) place.textContent = (await response.json()).sentence;
  } catch {
    // Offline: the page shows the class after saving.
  }
}

if (place) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 300);
  });
  form.addEventListener("chosen", ask);
  ask();
}
