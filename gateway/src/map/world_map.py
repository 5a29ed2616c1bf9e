"""Makes the dashboard's world map (src/main/resources/ui/map/world.json) from public data.

    python3 world_map.py countries-50m.json iso3166-1.json > ../main/resources/ui/map/world.json

countries-50m.json comes from the npm package world-atlas (ISC; made from Natural Earth, public domain), iso3166-1.json from
Debian's iso-codes. The build does not run this; the result is kept in the repository, because borders seldom change.

Arcs are simplified once and then joined, so that neighbours keep a common border without gaps.
"""
import json
import math
import sys

WIDTH = 960
TOLERANCE = 0.45  # in pixels of that width
SMALLEST = 1.6  # islands with a smaller area (square pixels) go, unless a country has no larger one


def natural_earth(lon, lat):
    """The Natural Earth I projection of Patterson and Savric; radians in, units of the sphere's radius out."""
    p2 = lat * lat
    p4 = p2 * p2
    x = lon * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = lat * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return x, y


SCALE = WIDTH / (2 * natural_earth(math.pi, 0)[0])
TOP = natural_earth(0, math.radians(84))[1]
BOTTOM = natural_earth(0, math.radians(-57))[1]


def pixel(lon, lat):
    x, y = natural_earth(math.radians(lon), math.radians(lat))
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


def distance(p, a, b):
    """From a point to a line, in pixels; the points are degrees."""
    p, a, b = pixel(*p), pixel(*a), pixel(*b)
    dx, dy = b[0] - a[0], b[1] - a[1]
    if dx == dy == 0:
        return math.dist(p, a)
    return abs(dy * (p[0] - a[0]) - dx * (p[1] - a[1])) / math.hypot(dx, dy)


def simplify(points):
    """Douglas and Peucker, without recursion."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        worst, index = 0, -1
        for i in range(first + 1, last):
            d = distance(points[i], points[first], points[last])
            if d > worst:
                worst, index = d, i
        if worst > TOLERANCE:
            keep.add(index)
            stack += [(first, index), (index, last)]
    return [points[i] for i in sorted(keep)]


def decode(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        closed = points[0] == points[-1]
        yield simplify(points) if not closed or len(points) < 8 else simplify_ring(points)


def simplify_ring(points):
    far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
    return simplify(points[: far + 1])[:-1] + simplify(points[far:])


def ring(arcs, indices):
    points = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += arc if not points else arc[1:]
    return points


def cut(points):
    """A ring that crosses the 180th meridian as the rings on its two sides; another one as it is. Pixels."""
    unwrapped, turn = [points[0]], 0
    for (before, _), (lon, lat) in zip(points, points[1:]):
        turn += 360 if before - lon > 180 else -360 if lon - before > 180 else 0
        unwrapped.append((lon + turn, lat))
    pieces = []
    for west in (-540, -180, 180):
        piece = clip(clip(unwrapped, west, 1), west + 360, -1)
        if len(piece) > 3:
            pieces.append([pixel(lon - west - 180, lat) for lon, lat in piece])
    return pieces


def clip(points, edge, side):
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    result = []
    for (alon, alat), (blon, blat) in zip(points, points[1:] + points[:1]):
        a_in, b_in = (alon - edge) * side >= 0, (blon - edge) * side >= 0
        if a_in:
            result.append((alon, alat))
        if a_in != b_in:
            result.append((edge, alat + (blat - alat) * (edge - alon) / (blon - alon)))
    return result + result[:1]


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def path(rings):
    parts = []
    for points in rings:
        rounded = [(round(x, 1), round(y, 1)) for x, y in points[:-1]]
        cleaned = [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]
        if len(cleaned) < 3:
            continue
        text, (px, py) = "M%g,%g" % cleaned[0], cleaned[0]
        text += "l" + " ".join("%g,%g" % (round(x - qx, 1), round(y - qy, 1))
                               for (x, y), (qx, qy) in zip(cleaned[1:], cleaned))
        parts.append(text + "z")
    return "".join(parts)


def main():
    topology = json.load(open(sys.argv[1]))
    codes = {c["numeric"]: c["alpha_2"] for c in json.load(open(sys.argv[2]))["3166-1"]}
    arcs = list(decode(topology))
    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = codes.get(geometry.get("id")) or {"Kosovo": "XK"}.get(name, name)
        if code == "AQ" or "arcs" not in geometry:
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = [[piece for r in polygon for piece in cut(ring(arcs, r))] for polygon in polygons]
        rings.sort(key=lambda polygon: -area(polygon[0]))
        kept = [p for i, p in enumerate(rings) if i == 0 or area(p[0]) >= SMALLEST]
        shape = path([r for polygon in kept for r in polygon])
        biggest = kept[0][0]
        if not shape or area(biggest) < 0.8:
            x = sum(p[0] for p in biggest) / len(biggest)
            y = sum(p[1] for p in biggest) / len(biggest)
            # A dot that can be seen and pointed at, for the smallest countries.
            shape = "M%.1f,%.1fa1.3,1.3 0 1,0 2.6,0a1.3,1.3 0 1,0 -2.6,0z" % (x - 1.3, y)
        countries[code] = countries.get(code, "") + shape
    height = round((TOP - BOTTOM) * SCALE)
    json.dump({"width": WIDTH, "height": height, "countries": dict(sorted(countries.items()))},
              sys.stdout, separators=(",", ":"), ensure_ascii=False)


main()
