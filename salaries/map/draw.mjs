// Writes static/img/map-states.svg, a sprite with one symbol a state, and neighbors.json beside
// this file. Shapes: us-atlas (ISC licence), made from the U.S. Census Bureau's cartographic
// boundary files, already projected by Albers.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, neighbors } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("us-atlas/states-albers-10m.json")));

// FIPS code to postal abbreviation.
const STATES = Object.fromEntries(
  ("01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA " +
    "23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR " +
    "42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY").split(" ").map((s) => [s.slice(0, 2), s.slice(2)]),
);
// In square units of the map, which is 975 by 610: a point whose triangle with its neighbors is
// smaller is left out, and so is a smaller island.
const DETAIL = 1.2;
const SMALLEST = 3;

const weighed = presimplify(atlas);
const thin = simplify(weighed, DETAIL);
const shapes = feature(thin, thin.objects.states).features.filter((f) => STATES[f.id]);

const area = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    return sum + x * v - u * y;
  }, 0)) / 2;

function path(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const outer = polygons.map((p) => p[0]).sort((a, b) => area(b) - area(a));
  return outer.filter((ring, i) => i === 0 || area(ring) >= SMALLEST).map(line).join("");
}

// Relative steps in whole tenths take the fewest characters.
function line(ring) {
  let [px, py] = ring[0].map((n) => Math.round(n * 2));
  let out = `M${px / 2} ${py / 2}l`;
  let first = true;
  for (const point of ring.slice(1, -1)) {
    const [x, y] = point.map((n) => Math.round(n * 2));
    if (x === px && y === py) continue;
    const dx = (x - px) / 2, dy = (y - py) / 2;
    out += `${first || dx < 0 ? "" : " "}${dx}${dy < 0 ? "" : " "}${dy}`.replace(/(^|[ -])0\./g, "$1.");
    [px, py] = [x, y];
    first = false;
  }
  return out + "z";
}

const symbols = shapes
  .map((shape) => `<path id="${STATES[shape.id]}" d="${path(shape.geometry)}"/>`)
  .sort();
writeFileSync(
  new URL("../../static/img/map-states.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg"><defs>${symbols.join("")}</defs></svg>\n`,
);

const geometries = atlas.objects.states.geometries;
const beside = neighbors(geometries);
const list = {};
geometries.forEach((g, i) => {
  if (STATES[g.id]) list[STATES[g.id]] = beside[i].map((j) => STATES[geometries[j].id]).filter(Boolean).sort();
});
writeFileSync(new URL("neighbors.json", import.meta.url), JSON.stringify(list, Object.keys(list).sort(), 1) + "\n");
