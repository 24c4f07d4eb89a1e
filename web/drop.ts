// Files dropped anywhere on the page of uploads are put into its form.
export function drop(): void {
  const zone = document.querySelector<HTMLElement>(".drop");
  const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
  if (!zone || !input) return;
  const over = (on: boolean) => zone.classList.toggle("over", on);
  document.addEventListener("dragover", (event) => { event.preventDefault(); over(true); });
  document.addEventListener("dragleave", () => over(false));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer?.files.length) { input.files = event.dataTransfer.files; input.focus(); }
  });
}
