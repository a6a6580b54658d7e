// Finding a region or an industry as one types. The pattern is the editable combobox with a list, so arrow keys, Enter,
// Escape, touch and screen readers work as people know it. Without this script the same box takes a code or a name.

class Combobox {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input[type=text]");
    this.code = root.querySelector("[data-code]");
    this.list = root.querySelector("[role=listbox]");
    this.status = root.querySelector("[data-status]");
    this.candidates = root.querySelector("[data-candidates]");
    this.texts = root.dataset;
    this.active = -1;
    this.options = [];
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
    this.listen();
  }

  listen() {
    const { input, list } = this;
    input.addEventListener("input", (event) => {
      // Half a syllable of pinyin in an input method is not yet something to look for.
      if (!event.isComposing) this.typed();
    });
    input.addEventListener("compositionend", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.close());
    // Before the box loses the focus, or the list would be gone when the finger lifts.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.pressed = true;
    });
    addEventListener("pointerup", () => setTimeout(() => (this.pressed = false)));
    addEventListener("pointercancel", () => (this.pressed = false));
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options[Number(option.dataset.index)]);
    });
  }

  typed() {
    this.code.value = "";
    this.candidates?.remove();
    this.candidates = null;
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.timer = setTimeout(() => this.search(text), 120);
  }

  async search(text) {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const response = await fetch(`${this.texts.search}?q=${encodeURIComponent(text)}`, { signal: this.request.signal });
      if (!response.ok || response.redirected) throw new Error(response.status);
      const answer = await response.json();
      // An answer that comes while a finger is on the list must not change what lies under it.
      if (this.input.value.trim() === text && !this.pressed) this.show(answer);
    } catch (error) {
      if (error.name !== "AbortError") this.say(this.texts.offline);
    }
  }

  show({ results, sentence }) {
    this.options = results;
    this.active = -1;
    this.list.replaceChildren(...results.map((result, index) => this.item(result, index)));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.say(sentence);
  }

  item(result, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.className = "combobox-option";
    item.role = "option";
    item.dataset.index = index;
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = result.name;
    const note = document.createElement("small");
    note.textContent = result.note;
    item.append(name, note);
    return item;
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
      else if (this.input.value.trim()) this.search(this.input.value.trim());
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const index = this.active >= 0 ? this.active : 0;
      this.choose(this.options[index]);
      this.input.select(); // so that typing on replaces the choice
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    }
  }

  move(step) {
    const items = this.list.children;
    if (!items.length) return;
    items[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + items.length + (this.active < 0 && step < 0 ? 1 : 0)) % items.length;
    const item = items[this.active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  choose(option) {
    this.input.value = option.label;
    this.code.value = option.code;
    this.close();
    this.say("");
    this.root.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: option }));
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  say(sentence) {
    this.status.textContent = sentence;
  }
}

for (const root of document.querySelectorAll("[data-combobox]")) new Combobox(root);
