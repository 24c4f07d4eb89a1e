// Files dropped anywhere are brought to the dossier: those on the page of uploads into its form, those on any other page at once.
export function drop(): void {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content;
  if (!token || !document.querySelector("a[href='/add']")) return;
  const input = document.querySelector<HTMLInputElement>(".drop input[type=file]");
  let veil: HTMLElement | null = null;
  const lift = () => { veil?.remove(); veil = null; };
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (veil) return;
    veil = document.createElement("div");
    veil.className = "drop-all";
    veil.textContent = "Drop articles to add them to the dossier";
    document.body.append(veil);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) lift(); });
  document.addEventListener("drop", (event) => {
    const files = event.dataTransfer?.files;
    lift();
    if (!files?.length) return;
    event.preventDefault();
    if (input) { input.files = files; input.focus(); return; }
    void bring(files, token);
  });
}

async function bring(files: FileList, token: string): Promise<void> {
  const form = new FormData();
  form.set("csrf", token);
  for (const file of files) form.append("files", file);
  const answer = await fetch("/add", { method: "POST", body: form });
  location.href = answer.ok ? "/add" : "/add?refused=" + answer.status;
}
