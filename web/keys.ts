// Keys: / search, ? list of keys, j and k next and previous row, Enter opens it, g and a letter goes to a page.
const GO: Record<string, string> = { d: "/", t: "/timeline", e: "/events", s: "/statements", f: "/figures", c: "/commitments", x: "/disputes", m: "/map", r: "/review" };
let waiting = false;

function typing(target: EventTarget | null): boolean {
  const e = target as HTMLElement | null;
  return !!e && (e.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName));
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".row")];
}

function move(step: number): void {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement?.closest<HTMLElement>(".row") as HTMLElement);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

async function help(): Promise<void> {
  const dialog = document.querySelector<HTMLDialogElement>("#keys");
  if (!dialog) return;
  if (dialog.open) { dialog.close(); return; }
  if (!dialog.textContent?.trim()) dialog.replaceChildren(new DOMParser().parseFromString(await (await fetch("/keys")).text(), "text/html").querySelector("main") ?? "");
  dialog.showModal();
}

export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) {
      if (event.key === "Escape") (event.target as HTMLElement).blur();
      return;
    }
    if (waiting) {
      waiting = false;
      const to = GO[event.key];
      if (to) { event.preventDefault(); location.href = to; }
      return;
    }
    if (event.key === "/") { event.preventDefault(); document.querySelector<HTMLInputElement>("#find")?.focus(); }
    else if (event.key === "?") { event.preventDefault(); void help(); }
    else if (event.key === "g") waiting = true;
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && (event.target as HTMLElement).classList?.contains("row")) (event.target as HTMLElement).querySelector<HTMLAnchorElement>(".kind, .words")?.click();
  });
}
