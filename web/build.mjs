// TypeScript, CSS and the outlines of the world -> src/chancery/desk/static. Run after a change here; what it makes is committed, so that nobody else needs Node.
import { build } from "esbuild";
import { geoEquirectangular, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { readFileSync, writeFileSync } from "node:fs";

const out = "../src/chancery/desk/static";
await build({ entryPoints: ["desk.ts"], outfile: `${out}/desk.js`, bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "none" });
await build({ entryPoints: ["desk.css"], outfile: `${out}/desk.css`, minify: true });

const world = JSON.parse(readFileSync("node_modules/world-atlas/countries-110m.json", "utf8"));
// ten units a degree: a point stands at ((longitude + 180) * 10, (90 - latitude) * 10)
const projection = geoEquirectangular().scale(10 * 180 / Math.PI).translate([1800, 900]);
const path = geoPath(projection).digits(0);
const land = path(feature(world, world.objects.land));
const borders = path(mesh(world, world.objects.countries, (a, b) => a !== b));
writeFileSync(`${out}/world.json`, JSON.stringify({ land, borders }) + "\n");

const licences = [["htmx.org", "LICENSE"], ["world-atlas", "LICENSE.txt"], ["world-atlas", "LICENSE"]];
let text = "The desk's pages contain these packages.\n";
for (const [name, file] of licences) {
  try {
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    text += `\n--- ${name} ${version}\n${readFileSync(`node_modules/${name}/${file}`, "utf8")}`;
  } catch { /* the other spelling */ }
}
text += "\nThe outlines come from Natural Earth (public domain).\n";
writeFileSync(`${out}/licences.txt`, text);
