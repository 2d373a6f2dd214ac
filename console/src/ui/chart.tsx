import { dark, fontStack, light } from '@puhui/design'
import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
  PieChart,
  type PieSeriesOption,
} from 'echarts/charts'
import {
  AriaComponent,
  DatasetComponent,
  type DatasetComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { isOnPaper, useAppearance } from '../theme/appearance.ts'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | HeatmapSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | DatasetComponentOption
  | VisualMapComponentOption
>

use([
  BarChart,
  LineChart,
  PieChart,
  HeatmapChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  DatasetComponent,
  VisualMapComponent,
  AriaComponent,
  SVGRenderer,
])

/** Draws one chart in the reader's palette; sizes with its box, stands still for those who ask for less motion. */
export function Chart(props: { readonly option: ChartOption; readonly height: number; readonly label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const { isDark, text } = useAppearance()
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, chartTheme(isDark, text === 'large'), { renderer: 'svg' })
    chart.setOption({
      aria: { enabled: true, label: { description: props.label } },
      animation: !isOnPaper() && !matchMedia('(prefers-reduced-motion: reduce)').matches,
      animationDuration: 280,
      grid: { left: 8, right: 12, top: 36, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', confine: true },
      ...(Array.isArray(props.option.series) && props.option.series.length > 1 ? { legend: {} } : {}),
      ...props.option,
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [props.option, props.label, isDark, text])
  return <div ref={box} className="chart" role="img" aria-label={props.label} style={{ blockSize: props.height }} />
}

function chartTheme(isDark: boolean, isLarge: boolean): object {
  const palette = isDark ? dark : light
  const words = { color: palette.textSoft, fontFamily: fontStack, fontSize: isLarge ? 16 : 12 }
  const axis = {
    axisLine: { lineStyle: { color: palette.borderStrong } },
    axisTick: { show: false },
    axisLabel: words,
    splitLine: { lineStyle: { color: palette.border } },
    nameTextStyle: words,
  }
  return {
    color: palette.chart,
    backgroundColor: 'transparent',
    textStyle: words,
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: axis,
    legend: { textStyle: words, icon: 'roundRect', itemWidth: 14, itemHeight: 8, left: 0, top: 0 },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { ...words, color: palette.text },
    },
    line: { symbol: 'circle', symbolSize: 5, lineStyle: { width: 2 }, smooth: false },
    bar: { barMaxWidth: 28, itemStyle: { borderRadius: [2, 2, 0, 0] }, label: { ...words, textBorderWidth: 0 } },
  }
}
