// Asks for the plan while its wishes are turned: only the answer is fetched, and the address always says what is shown.
// Without this script a button sends the same form.

const PAUSE = 400; // ms without a change before the server is asked
const LEISURE = 800; // ms an answer stands before the server is asked to work longer on it
const form = document.querySelector("[data-plan]");

if (form) begin();

function begin() {
  const page = form.closest(".plan");
  const budget = form.elements.budget;
  const range = form.querySelector("[data-range]");
  const short = form.querySelector("[data-slot=short]");
  let timer;
  let asking;

  form.querySelector("[data-without-script]").hidden = true;
  range.hidden = false;
  document.documentElement.dataset.plan = "ready";
  leaveTime();

  form.addEventListener("input", (event) => {
    if (event.target === range) budget.value = range.value === range.max ? "" : range.value;
    if (event.target === budget) follow();
    if (event.target.type === "checkbox") keepApart(event.target);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });

  // The slider stands where the typed number is; at its right end for none, or for more than it knows.
  function follow() {
    const typed = budget.value.trim();
    range.value = typed === "" || Number.isNaN(Number(typed)) ? range.max : typed;
  }

  // An action cannot be in and out: the later tick counts.
  function keepApart(box) {
    if (!box.checked) return;
    for (const other of box.closest("[data-action]").querySelectorAll("input")) if (other !== box) other.checked = false;
  }

  function wishes() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    return query;
  }

  // The first answer comes at once; what takes longer to prove and to work out is asked for while it is read.
  function leaveTime() {
    const link = page.querySelector("[data-longer]");
    if (link) timer = setTimeout(() => askLonger(link), LEISURE);
  }

  async function askLonger(link) {
    const mine = (asking = new AbortController());
    const words = link.textContent;
    link.textContent = link.dataset.busy;
    try {
      const reply = await fetch(`${link.href}&part=answer`, { signal: mine.signal });
      if (reply.ok && !reply.redirected) return show(await reply.text());
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    link.textContent = words; // still a link: whoever wants it can follow it
  }

  async function ask() {
    asking?.abort();
    clearTimeout(timer);
    const mine = (asking = new AbortController());
    const query = wishes();
    history.replaceState(null, "", `${location.pathname}?${query}`);
    short.textContent = form.dataset.busy;
    page.setAttribute("aria-busy", "true");
    query.set("part", "answer");
    try {
      const reply = await fetch(`${location.pathname}?${query}`, { signal: mine.signal });
      // Signed out, or something only the whole page can say; too many plans in a minute is said where the answer stands.
      if (reply.redirected || !(reply.ok || reply.status === 429)) return location.reload();
      show(await reply.text());
      leaveTime();
    } catch (error) {
      if (error.name === "AbortError") return;
      short.textContent = form.dataset.offline;
    }
    if (mine === asking) page.removeAttribute("aria-busy");
  }

  // Every part that the reply holds takes the place of the old one; what was unfolded stays so.
  function show(html) {
    const open = [...page.querySelectorAll(".plan-rest details[open][id]")].map((part) => part.id);
    const reply = new DOMParser().parseFromString(html, "text/html");
    for (const part of reply.querySelectorAll("[data-slot]")) {
      const place = page.querySelector(`[data-slot="${part.dataset.slot}"]`);
      const focused = place.contains(document.activeElement) ? document.activeElement : null;
      place.replaceChildren(...part.childNodes);
      if (focused) sameAs(focused, place)?.focus({ preventScroll: true });
      mark(place);
    }
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    document.querySelector(".error-summary")?.remove();
  }

  // What stands now where this link, button or summary stood.
  function sameAs(element, place) {
    const alike = place.querySelectorAll(element.localName);
    return [...alike].find((other) => other.textContent === element.textContent);
  }

  // A box whose sentence says what is wrong with it is marked for those who hear the page.
  function mark(place) {
    const box = form.querySelector(`[aria-describedby~="${place.id}"]:is(input, select)`);
    if (!place.id || !box) return;
    if (place.querySelector(".field-error")) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }
}
