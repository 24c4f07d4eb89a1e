// What the pages do beyond links and forms: htmx for parts of pages, keys everywhere.
import "htmx.org";
import { drop } from "./drop";
import { listen } from "./keys";
import { fold } from "./long";
import { read } from "./reader";
import { review } from "./review";

declare global { interface Window { htmx: { config: Record<string, unknown> } } }

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content;
  if (token) (event as CustomEvent).detail.headers["X-CSRF"] = token;
});
// what is left empty is no filter, and does not belong in the address
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = (event as CustomEvent).detail.parameters as Record<string, unknown>;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "get") return;
  const empty = [...form.querySelectorAll<HTMLInputElement>("input, select")].filter((field) => field.value === "" && !field.disabled);
  for (const field of empty) field.disabled = true;
  setTimeout(() => { for (const field of empty) field.disabled = false; });
});
document.addEventListener("htmx:afterSwap", () => fold());
listen();
fold();
read();
review();
drop();
