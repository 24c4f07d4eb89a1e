// Words and notes light up together; a click pins them and goes to the other side. The page works as plain links without this.
(() => {
  const all = new Map();
  for (const node of document.querySelectorAll("[data-r]")) {
    for (const id of node.dataset.r.split(" ")) {
      if (!all.has(id)) all.set(id, []);
      all.get(id).push(node);
    }
  }
  let lit = [], pinned = null;
  const light = (ids) => {
    for (const node of lit) node.classList.remove("on");
    lit = (ids || []).flatMap((id) => all.get(id) || []);
    for (const node of lit) node.classList.add("on");
  };
  const kind = (id) => {
    const note = document.getElementById("n-" + id);
    return note ? note.classList[1] : null;
  };
  const shown = (id) => !document.body.classList.contains("hide-" + kind(id));
  const owner = (event) => event.target.closest ? event.target.closest("[data-r]") : null;
  const idsOf = (node) => {
    const ids = node.dataset.r.split(" ").filter(shown);
    return node.matches(".ev") ? ids.filter((id) => kind(id)) : ids;
  };
  document.addEventListener("mouseover", (event) => {
    const node = owner(event);
    light(node ? idsOf(node) : pinned);
  });
  document.addEventListener("focusin", (event) => {
    const node = owner(event);
    if (node) light(idsOf(node));
  });
  const reveal = (node) => {
    if (!node) return;
    const box = node.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - 20) node.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const node = owner(event);
    if (!node) {
      if (!event.target.closest("a,button,summary")) { pinned = null; light(null); }
      return;
    }
    const ids = idsOf(node);
    const again = pinned && ids.join() === pinned.join();
    event.preventDefault();
    pinned = again ? null : ids;
    light(pinned);
    if (!pinned || !ids.length) return;
    if (node.matches(".ev")) reveal(document.getElementById("n-" + ids[0]));
    else reveal((all.get(ids[0]) || []).find((other) => other.matches(".ev")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pinned = null; light(null); }
  });
  for (const button of document.querySelectorAll(".filters button")) {
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      document.body.classList.toggle("hide-" + button.dataset.kind, !on);
    });
  }
})();
