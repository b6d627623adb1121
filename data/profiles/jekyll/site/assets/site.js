// Search and the filter of the list of publishers. Without this script everything else works.
const form = document.querySelector("form[data-search]");
const filter = document.querySelector("input[data-filter]");

if (form) {
  const input = form.querySelector("input");
  const status = document.querySelector("[data-status]");
  const list = document.querySelector("[data-results]");
  const more = document.querySelector("[data-more]");
  const words = form.dataset;
  const step = 20;
  let engine;
  let found = [];
  let shown = 0;
  let asked = 0;

  const load = () => {
    engine ??= import(new URL("../pagefind/pagefind.js", import.meta.url)).then(async (module) => {
      await module.options({ excerptLength: 40 });
      return module;
    });
    return engine;
  };

  // The excerpt is text with <mark> around what was found. Nothing else in it is taken for markup.
  const excerpt = (html) => {
    const paragraph = document.createElement("p");
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    for (const node of parsed.childNodes) {
      if (node.nodeName === "MARK") {
        const mark = document.createElement("mark");
        mark.textContent = node.textContent;
        paragraph.append(mark);
      } else {
        paragraph.append(node.textContent);
      }
    }
    return paragraph;
  };

  const show = async (turn) => {
    const part = found.slice(shown, shown + step);
    const pages = await Promise.all(part.map((each) => each.data()));
    if (turn !== asked) return;
    for (const page of pages) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page.url;
      link.textContent = page.meta.title;
      const about = document.createElement("span");
      about.className = "count";
      about.textContent = [page.meta.source, page.meta.date].filter(Boolean).join(" · ");
      item.append(link, about, excerpt(page.excerpt));
      list.append(item);
    }
    shown += part.length;
    more.hidden = shown >= found.length;
  };

  const search = async () => {
    const turn = ++asked;
    const term = input.value.trim();
    const address = new URL(location.href);
    if (term) address.searchParams.set("q", term);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (!term) {
      list.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    status.textContent = words.searching;
    let answer;
    try {
      answer = await (await load()).search(term);
    } catch {
      engine = undefined;
      status.textContent = words.unbuilt;
      return;
    }
    if (turn !== asked) return;
    found = answer.results;
    shown = 0;
    list.replaceChildren();
    status.textContent = found.length ? `${found.length} ${words.count}` : words.none;
    await show(turn);
  };

  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });
  more.addEventListener("click", () => show(asked));
  form.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) search();
}

if (filter) {
  const groups = [...document.querySelectorAll("[data-group]")].map((group) => ({
    group,
    items: [...group.querySelectorAll("li")].map((item) => ({ item, text: item.dataset.words.toLowerCase() })),
  }));
  const none = document.querySelector("[data-none]");
  filter.closest("form").hidden = false;
  filter.closest("form").addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", () => {
    const term = filter.value.trim().toLowerCase();
    let any = false;
    for (const { group, items } of groups) {
      let some = false;
      for (const { item, text } of items) {
        const fits = text.includes(term);
        item.hidden = !fits;
        some ||= fits;
      }
      group.hidden = !some;
      any ||= some;
    }
    none.hidden = any;
  });
}
