// Figures as pictures: leaf, indigo, amber, and a pattern on each, so that colour is never the only difference.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

interface Told { kind: "line" | "bar" | "stack"; labels: string[]; unit: string; series: { name: string; values: (number | null)[]; kind: string | null }[] }

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const COLOURS = ["#1f7a4d", "#3451a3", "#d98a14", "#85928b"];
// What a strip of done and undone shows in one colour, a chart shows in the same.
const OF_KIND: Record<string, string> = { done: "#1f7a4d", out: "#85928b", late: "#b93225", open: "#c5cdc7" };
const MARKS = ["circle", "rect", "triangle", "diamond"];
const PATTERNS = [
  { symbol: "none" },
  { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" },
  { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.5, color: "rgba(255,255,255,.7)" },
  { dashArrayX: [1, 0], dashArrayY: [4, 3], color: "rgba(255,255,255,.5)" },
];
const LINES = ["solid", "dashed", "dotted", "solid"];

function draw(place: HTMLElement): void {
  const source = document.getElementById(place.dataset.chart ?? "")?.textContent;
  if (!source) return;
  const told = JSON.parse(source) as Told;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = init(place, undefined, { renderer: "svg" });
  chart.setOption({
    animation: !still,
    color: told.series.map((one, at) => OF_KIND[one.kind ?? ""] ?? COLOURS[at % COLOURS.length]),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    aria: { enabled: true, decal: { show: told.kind !== "line", decals: PATTERNS } },
    grid: { left: 8, right: 16, top: told.series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: { show: told.series.length > 1, left: 0, top: 0, icon: "roundRect", itemWidth: 14, itemHeight: 10, textStyle: { color: "#4c5a53" } },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: unknown) => (value === null ? "—" : `${String(value)}${told.unit}`) },
    xAxis: { type: "category", data: told.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: "#c5cdc7" } }, axisLabel: { color: "#4c5a53" } },
    yAxis: { type: "value", scale: told.kind === "line", axisLabel: { color: "#64716a", formatter: `{value}${told.unit}` }, splitLine: { lineStyle: { color: "#eef1ec" } } },
    series: told.series.map((one, at) => ({
      name: one.name, data: one.values, type: told.kind === "line" ? "line" : "bar", stack: told.kind === "stack" ? "all" : undefined,
      barMaxWidth: 36, symbol: MARKS[at % MARKS.length], symbolSize: 7, lineStyle: { width: 2.5, type: LINES[at % LINES.length] },
      itemStyle: told.kind === "bar" ? { borderRadius: [4, 4, 0, 0] } : {},
    })),
  });
  if (typeof ResizeObserver === "function") new ResizeObserver(() => chart.resize()).observe(place);
  else window.addEventListener("resize", () => chart.resize());
}

for (const place of document.querySelectorAll<HTMLElement>("[data-chart]")) draw(place);
