// What the pages do beyond links and forms: htmx for parts of pages, keys everywhere.
import "htmx.org";
import { drop } from "./drop";
import { listen } from "./keys";
import { read } from "./reader";
import { review } from "./review";

declare global { interface Window { htmx: { config: Record<string, unknown> } } }

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content;
  if (token) (event as CustomEvent).detail.headers["X-CSRF"] = token;
});
listen();
read();
review();
drop();
