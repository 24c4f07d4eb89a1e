// Long passages show their first lines and a button for the rest; without JavaScript, and on paper, all of them is there.
export function fold(within: ParentNode = document): void {
  for (const words of within.querySelectorAll<HTMLElement>(".evidence .words:not(.clamped)")) {
    if (words.textContent && words.textContent.length < 420) continue;
    words.classList.add("clamped");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "unclamp";
    button.setAttribute("aria-expanded", "false");
    button.textContent = "more";
    button.addEventListener("click", () => {
      const folded = words.classList.toggle("clamped");
      button.textContent = folded ? "more" : "less";
      button.setAttribute("aria-expanded", String(!folded));
    });
    words.after(button);
  }
}
