// The review queue by keyboard: a key stands on what it presses; j and k move through what waits.
export function review(): void {
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
      details.open = !details.open;
      details.querySelector<HTMLElement>("select, input[type=text]")?.focus();
    } else pressed.click();
  });
}
