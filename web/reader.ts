// The article reader: words and notes light each other up; a click on words goes to their first note, a click on a note to its words.
export function read(): void {
  const reader = document.querySelector<HTMLElement>(".reader");
  if (!reader) return;
  const words = [...reader.querySelectorAll<HTMLElement>(".ev")];
  const notes = [...reader.querySelectorAll<HTMLElement>(".note")];
  const ids = (e: HTMLElement) => (e.dataset.r ?? "").split(" ");
  const light = (lit: string[]) => [...words, ...notes].forEach((e) => e.classList.toggle("on", ids(e).some((i) => lit.includes(i))));
  // of what words stand for, the first that the margin speaks of
  const meant = (e: HTMLElement) => ids(e).find((i) => notes.some((n) => ids(n).includes(i))) ?? ids(e)[0];
  reader.addEventListener("pointerover", (event) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>(".ev, .note");
    light(at ? (at.classList.contains("ev") ? [meant(at)] : ids(at)) : []);
  });
  reader.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("a")) return;
    const at = target.closest<HTMLElement>(".ev, .note");
    if (!at) return;
    const id = meant(at);
    const other = (at.classList.contains("ev") ? notes : words).find((e) => ids(e).includes(id));
    light([id]);
    other?.scrollIntoView({ block: "center" });
    if (at.classList.contains("ev")) other?.focus({ preventScroll: true });
  });
}
