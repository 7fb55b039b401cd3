// Draws the numbers of a table as a chart above it. The table stays: it is the text of the chart.
"use strict";

for (const place of document.querySelectorAll("[data-chart-of]")) {
  const table = document.getElementById(place.dataset.chartOf);
  const rows = [...table.querySelectorAll("tbody tr")];
  const names = rows.map((row) => row.querySelector("th").textContent.trim());
  const named = (place.dataset.series || "").split("|");
  const values = named.map((_, at) => rows.map((row) => Number(row.querySelectorAll("[data-number]")[at].textContent.replace("—", ""))));
  if (names.length < 2 || values.flat().some(Number.isNaN)) {
    place.classList.add("nc-not-drawn");
    continue;
  }
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  place.classList.add("nc-drawn");
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const draw = () =>
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
      xAxis: { type: "category", data: names, axisLine: { lineStyle: { color: color("--nc-line") } }, axisTick: { show: false }, axisLabel: { color: color("--nc-soft") } },
      yAxis: { type: "value", name: place.dataset.measure, nameTextStyle: { color: color("--nc-soft"), align: "left" }, splitLine: { lineStyle: { color: color("--nc-line") } }, axisLabel: { color: color("--nc-soft") } },
      legend: { show: named.length > 1, right: 8, top: 0, textStyle: { color: color("--nc-soft") } },
      // What was planned is hollow, what was done is filled: the two are told apart without colour.
      series: named.map((name, at) => ({
        type: "bar",
        name,
        data: values[at],
        barMaxWidth: 48,
        itemStyle: { color: named.length > 1 && at === 0 ? "transparent" : color("--nc-bar"), borderColor: color("--nc-bar"), borderWidth: named.length > 1 ? 1 : 0, borderRadius: [3, 3, 0, 0] },
        label: { show: named.length === 1 || place.clientWidth > 900, position: "top", color: color("--nc-ink"), formatter: ({ value }) => (value || named.length === 1 ? String(value) : "") },
      })),
    });
  draw();
  addEventListener("resize", () => chart.resize());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
