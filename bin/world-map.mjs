// Draws networks/data/world.json from the world-atlas package; bin/world-map installs what this needs and runs it.
//
// Two views of the world (all of it, and Europe enlarged) and one outline per country, as SVG paths of whole numbers.
// The projections are written beside the paths, so that the portal can put a point of its own on each drawing.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const packages = process.argv[2];
const folder = process.argv[3];
const load = createRequire(`${packages}/package.json`);
const { feature, merge } = load("topojson-client");
const { topology: topologyOf } = load("topojson-server");
const { presimplify, simplify, filter, filterAttachedWeight } = load("topojson-simplify");
const { geoEqualEarth, geoAzimuthalEqualArea, geoCentroid, geoArea, geoDistance } = load("d3-geo");

const EARTH_KM2 = 6371 ** 2;
const ANTARCTICA = "010";
const LENS = { rotate: [-9.5, -54], radius: 18.6, size: 800 };
const SHAPE = 480;
const FAR = 1.35; // Territories further away than this many radii of the main land are left off a country's outline.

// Where d3 draws some towns: the portal's own formulas are tested against these.
const TOWNS = { Utrecht: [5.12, 52.09], Oslo: [10.75, 59.91], Ljubljana: [14.51, 46.05], Canberra: [149.13, -35.28], Ottawa: [-75.7, 45.42] };

const rounded = (number) => Math.round(number * 1e4) / 1e4;

const atlas = (detail) => JSON.parse(readFileSync(`${packages}/node_modules/world-atlas/countries-${detail}.json`));

// CLDR knows the two letters of each numeric code; Kosovo has no number.
const code = ({ id, properties }) =>
  id === undefined ? (properties.name === "Kosovo" ? "XK" : null) : new Intl.Locale(`und-${id}`).region;

function simplified(topology, squareKilometres, keepIslandsAbove) {
  const weighted = presimplify(topology, sphericalTriangle);
  const coarse = simplify(weighted, squareKilometres / EARTH_KM2);
  return keepIslandsAbove ? filter(coarse, filterAttachedWeight(coarse, keepIslandsAbove / EARTH_KM2, sphericalRing)) : coarse;
}

function sphericalTriangle([[x0, y0], [x1, y1], [x2, y2]]) {
  const narrow = Math.cos(((y0 + y1 + y2) / 3) * (Math.PI / 180));
  const r = Math.PI / 180;
  return Math.abs((x0 - x2) * (y1 - y0) - (x0 - x1) * (y2 - y0)) * narrow * r * r * 0.5;
}

const sphericalRing = (ring) => {
  const area = geoArea({ type: "Polygon", coordinates: [ring] });
  return area > 2 * Math.PI ? 4 * Math.PI - area : area;
};

// An SVG path of whole numbers with relative moves, and how far its largest ring spans.
function draw(geometry, projection) {
  const rings = [];
  let ring = null;
  const sink = {
    sphere() {}, lineStart() { ring = []; }, lineEnd() { rings.push(ring); ring = null; },
    polygonStart() {}, polygonEnd() {}, point(x, y) { ring.push([Math.round(x), Math.round(y)]); },
  };
  stream(geometry, projection.stream(sink));
  const kept = rings.map(withoutRepeats).filter((points) => points.length > 2);
  return { d: kept.map(relative).join(""), span: Math.max(0, ...kept.map((points) => Math.max(...size(points)))), box: box(kept.flat()) };
}

function box(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

const size = (points) => box(points).slice(2);

function stream(geometry, out) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  for (const polygon of polygons) {
    out.polygonStart();
    for (const points of polygon) {
      out.lineStart();
      for (const [x, y] of points.slice(0, -1)) out.point(x, y);
      out.lineEnd();
    }
    out.polygonEnd();
  }
}

const withoutRepeats = (points) =>
  points.filter(([x, y], i) => { const [a, b] = points[(i + points.length - 1) % points.length]; return a !== x || b !== y; });

function relative(points) {
  const [[x0, y0]] = points;
  let d = `M${x0},${y0}l`;
  for (let i = 1; i < points.length; i++) {
    const dx = points[i][0] - points[i - 1][0];
    const dy = points[i][1] - points[i - 1][1];
    d += (i > 1 && dx >= 0 ? " " : "") + dx + (dy >= 0 ? "," : "") + dy;
  }
  return d + "z";
}

// The polygon that carries the name: the largest one.
const polygons = (geometry) =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
const asPolygon = (coordinates) => ({ type: "Polygon", coordinates });
const largest = (geometry) =>
  polygons(geometry).map(asPolygon).reduce((best, next) => (geoArea(next) > geoArea(best) ? next : best));

// Country code -> its land; some codes have several entries in the atlas (Australia and its reefs).
function byCode(topology) {
  const groups = {};
  for (const geometry of topology.objects.countries.geometries) {
    const iso = geometry.id === ANTARCTICA ? null : code(geometry);
    if (iso) (groups[iso] ??= []).push(geometry);
  }
  return Object.entries(groups).map(([iso, geometries]) => [iso, merge(topology, geometries)]);
}

function view(topology, projection, frame, extra) {
  const land = topology.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA);
  const drawn = byCode(topology).map(([iso, shape]) => [iso, draw(shape, projection)]).filter(([, { d }]) => d);
  const countries = Object.fromEntries(drawn.map(([iso, { d, span }]) => [iso, { d, span }]));
  return { ...frame, ...extra, land: draw(merge(topology, land), projection).d, countries };
}

function world() {
  const width = 2000;
  const projection = geoEqualEarth().rotate([-11, 0]);
  projection.fitWidth(width, { type: "Sphere" });
  const [, top] = projection([11, 83.7]);
  const [, bottom] = projection([11, -56]);
  const [tx, ty] = projection.translate();
  projection.translate([tx, ty - top]);
  const topology = simplified(atlas("50m"), 220, 2500);
  const towns = Object.fromEntries(Object.entries(TOWNS).map(([name, at]) => [name, projection(at).map(rounded)]));
  return view(topology, projection, { width, height: Math.ceil(bottom - top) }, {
    projection: { name: "equal-earth", rotate: [-11, 0], scale: projection.scale(), translate: projection.translate() },
    towns,
  });
}

function europe() {
  const { rotate, radius, size } = LENS;
  const projection = geoAzimuthalEqualArea().rotate(rotate).clipAngle(radius).precision(0.5);
  const scale = size / 2 / (2 * Math.sin((radius * Math.PI) / 360));
  projection.scale(scale).translate([size / 2, size / 2]);
  const topology = simplified(atlas("50m"), 12, 150);
  return view(topology, projection, { width: size, height: size }, {
    projection: { name: "azimuthal", rotate, scale, translate: [size / 2, size / 2] },
    radius,
    towns: Object.fromEntries(["Utrecht", "Oslo", "Ljubljana"].map((name) => [name, projection(TOWNS[name]).map(rounded)])),
  });
}

// The land of a country without what lies an ocean away, in a box of its own.
function outline(geometry) {
  const main = largest(geometry);
  const centre = geoCentroid(main);
  const reach = Math.max(...main.coordinates[0].map((point) => geoDistance(centre, point)));
  const near = polygons(geometry).map(asPolygon)
    .filter((part) => geoDistance(centre, geoCentroid(part)) <= FAR * reach + 0.02)
    .map(({ coordinates }) => coordinates);
  const shape = { type: "MultiPolygon", coordinates: near };
  const middle = geoCentroid(shape);
  const rotate = [-middle[0], -middle[1]];
  const projection = geoAzimuthalEqualArea().rotate(rotate).fitExtent([[4, 4], [SHAPE - 4, SHAPE - 4]], shape);
  return { shape, projection, rotate, centre };
}

function shapes() {
  const found = {};
  for (const [iso, whole] of byCode(atlas("10m"))) {
    const { projection, rotate, centre } = outline(whole);
    const unit = 6371 / projection.scale(); // Kilometres per unit of the drawing.
    const coarse = simplified(topologyOf({ one: whole }), unit ** 2 * 1.1, unit ** 2 * 7);
    const simple = feature(coarse, coarse.objects.one).geometry;
    const clipped = outline(simple ?? whole).shape;
    const drawn = draw(clipped, projection);
    found[iso] = {
      centre: centre.map((degrees) => Math.round(degrees * 1000) / 1000),
      projection: { name: "azimuthal", rotate: rotate.map(rounded), scale: rounded(projection.scale()), translate: projection.translate().map(rounded) },
      box: drawn.box,
      d: drawn.d,
    };
  }
  return { size: SHAPE, countries: found };
}


const source = "Natural Earth 4.1 through world-atlas 2.0.2 (ISC)";
const write = (name, value) => writeFileSync(`${folder}/${name}.json`, JSON.stringify({ source, ...value }) + "\n");
write("world", { world: world(), europe: europe() });
write("outlines", shapes());
