// The review queue by keyboard: a key stands on what it presses; j and k move through what waits.
export function review(): void {
  tickAll();
  const at = document.querySelector<HTMLElement>(".review");
  if (!at) return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); location.href = (event.key === "j" ? at.dataset.skip : at.dataset.back) ?? "/review"; return; }
    const pressed = at.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!pressed) return;
    event.preventDefault();
    if (pressed.tagName === "SUMMARY") {
      const details = pressed.parentElement as HTMLDetailsElement;
      const chosen = selectedIn(at.querySelector(".passage"));
      const words = details.querySelector<HTMLTextAreaElement>("[data-words]");
      details.open = !details.open || !!chosen;
      if (chosen && words) { words.value = chosen; words.focus(); return; }
      details.querySelector<HTMLElement>("select, input[type=text]")?.focus();
    } else pressed.click();
  });
}

// the words that are selected in a passage
function selectedIn(passage: Element | null): string {
  const selection = window.getSelection();
  return passage && selection?.anchorNode && passage.contains(selection.anchorNode) && passage.contains(selection.focusNode) ? selection.toString().trim() : "";
}

// one tick for all on the page of the list
function tickAll(): void {
  const all = document.querySelector<HTMLInputElement>(".bulk [data-all]");
  if (!all) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>(".bulk input[name=mention]")];
  all.closest<HTMLElement>("label")!.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  document.addEventListener("keydown", (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".bulk .row");
    if (event.key !== "x" || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = row.querySelector<HTMLInputElement>("input[name=mention]");
    if (box) box.checked = !box.checked;
  });
}
